package dev.tollgate.domain.approval;

import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.lineage.Invocation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The approvals of organisations, and every change of them in order. */
public interface Approvals {
    /**
     * Writes a new approval, what will run, and the row of its call, all or nothing.
     *
     * @param sealed what will run, encrypted
     */
    void open(Approval approval, String sealed, Invocation held);

    /** What will run; gone some time after the waiting is over. */
    Optional<String> sealed(OrganisationId organisation, ApprovalId id);

    /**
     * Replaces it, if it still is at the version before.
     *
     * @return whether it was
     */
    boolean replace(Approval next, Step step);

    /**
     * Replaces it and the row of its call, both or neither: if it still is at the version before
     * and the call is still held.
     *
     * @return whether they were
     */
    boolean replace(Approval next, Step step, Invocation row);

    Optional<Approval> find(OrganisationId organisation, ApprovalId id);

    /** Newest first. A page may be shorter than asked for, or empty, and still have a next one. */
    Page<Approval> list(OrganisationId organisation, ApprovalQuery query, PageRequest page);

    /** Those of all organisations for which something is due by then, at most 100. */
    List<Approval> due(Instant now);

    /**
     * The changes after that one, in order, none left out, at most so many. They are kept for a
     * week at least.
     */
    List<Change> changes(OrganisationId organisation, long after, int most);

    /** The sequence of the last change; 0 before the first. */
    long latest(OrganisationId organisation);
}
