package dev.tollgate.domain.identity;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.UserId;

/** {@link Users} and {@link Sessions} asked at once, as each check of a token must. */
public interface Standings {
    Standing of(OrganisationId organisation, UserId user, SessionId session);

    /** Of the organisation alone, for tokens that no session of ours is behind. */
    OrganisationEpoch epoch(OrganisationId organisation);
}
