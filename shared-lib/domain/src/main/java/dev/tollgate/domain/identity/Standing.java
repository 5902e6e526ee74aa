package dev.tollgate.domain.identity;

import java.time.Instant;
import java.util.Optional;

/** Where a session stands now, with the user and the organisation around it. */
public record Standing(Optional<Session> session, Optional<User> user, OrganisationEpoch epoch) {
    /** Whose tokens still hold; empty once the session, the user or the organisation ended them. */
    public Optional<User> holder(Instant now) {
        return user.filter(who -> !who.disabled())
                .filter(who ->
                        session.filter(it -> !it.isOver(now))
                                .filter(it -> it.user().equals(who.id()))
                                .filter(it -> it.organisation().equals(who.organisation()))
                                .filter(it -> it.userEpoch() == who.epoch())
                                .filter(it -> it.organisationEpoch() == epoch.number())
                                .isPresent());
    }
}
