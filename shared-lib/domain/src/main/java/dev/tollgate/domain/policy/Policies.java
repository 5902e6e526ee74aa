package dev.tollgate.domain.policy;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import java.util.List;
import java.util.Optional;

/**
 * The policies that organisations set, whatever their status. All reads see every write that ended
 * before them.
 */
public interface Policies {
    /** How many an organisation may have. */
    int MOST = 1000;

    /**
     * Adds a policy under its id. Its version is 1, or one more than the last of that id if one was
     * removed, so that id and version never name two policies.
     */
    Added add(OrganisationId organisation, Policy policy);

    /** Whether it still was at the version before {@code policy.version()}, and now is this. */
    boolean replace(OrganisationId organisation, Policy policy);

    /** Whether it still was at that version, and now is gone. */
    boolean remove(OrganisationId organisation, PolicyRef seen);

    /** {@code policyId} is one that {@link Policy#requireId} accepts. */
    Optional<Policy> find(OrganisationId organisation, String policyId);

    /** In order of their ids. */
    Page<Policy> list(OrganisationId organisation, PageRequest page);

    /** All of them, in order of their ids. */
    List<Policy> all(OrganisationId organisation);

    /** What came of adding a policy. */
    sealed interface Added {
        /** It is there, with the version it was given. */
        record Done(Policy policy) implements Added {}

        record IdTaken() implements Added {}

        /** There are {@link #MOST} already. */
        record Full() implements Added {}
    }
}
