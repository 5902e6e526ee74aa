package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.OrganisationEpoch;
import dev.tollgate.domain.identity.Sessions;
import dev.tollgate.domain.identity.Standing;
import dev.tollgate.domain.identity.Standings;
import dev.tollgate.domain.identity.Users;

/** The twin of {@link Standings}: asks one after the other. */
public record InMemoryStandings(Users users, Sessions sessions) implements Standings {
    @Override
    public Standing of(OrganisationId organisation, UserId user, SessionId session) {
        return new Standing(
                sessions.find(session), users.find(organisation, user), users.epoch(organisation));
    }

    @Override
    public OrganisationEpoch epoch(OrganisationId organisation) {
        return users.epoch(organisation);
    }
}
