package dev.tollgate.domain.identity;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.UserId;
import java.time.Instant;
import java.util.Optional;

/** The users of all organisations. */
public interface Users {
    /** What came of an addition. */
    enum Addition {
        ADDED,
        /** Somebody of the organisation is called so, whatever the case, or has that id. */
        TAKEN
    }

    /** What came of a change. */
    enum Change {
        MADE,
        /** The user was changed or removed since it was read. */
        STALE,
        /** It would leave the organisation without an owner who can sign in. */
        LAST_OWNER
    }

    Addition add(User user);

    Optional<User> find(OrganisationId organisation, UserId id);

    /** Whatever the case of the name. Takes as long for a name that nobody has. */
    Optional<User> find(OrganisationId organisation, String name);

    /** In order of their ids. */
    Page<User> list(OrganisationId organisation, PageRequest page);

    /** Replaces the user of the version before. The name stays. */
    Change replace(User user);

    /** Removes the user of just that version. */
    Change remove(User user);

    OrganisationEpoch epoch(OrganisationId organisation);

    /** Ends all tokens of the organisation. */
    OrganisationEpoch raiseEpoch(OrganisationId organisation, Instant now);
}
