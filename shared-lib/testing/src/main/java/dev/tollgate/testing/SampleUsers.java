package dev.tollgate.testing;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Users and sessions for tests. */
public final class SampleUsers {
    public static final Instant THEN = Instant.parse("2026-03-02T09:00:00Z");
    static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    private SampleUsers() {}

    public static User user(OrganisationId organisation, String name, Role... roles) {
        return user(IDS.user(), organisation, name, roles);
    }

    public static User user(UserId id, OrganisationId organisation, String name, Role... roles) {
        return new User(
                id,
                organisation,
                name,
                Optional.of("a hash"),
                new Rights(Set.of(roles), Set.of("web_search"), Optional.empty()),
                false,
                0,
                1,
                "usr_admin",
                THEN,
                THEN);
    }

    /** A week of it, from {@link #THEN}. */
    public static Session session(User user) {
        return new Session(
                IDS.session(),
                user.organisation(),
                user.id(),
                user.epoch(),
                0,
                THEN,
                THEN.plus(Duration.ofDays(7)),
                false);
    }
}
