package dev.tollgate.admin;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.Sessions;
import dev.tollgate.domain.identity.User;
import dev.tollgate.identity.AccessTokens;
import dev.tollgate.identity.RefreshToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Opens sessions and issues the tokens of them. */
final class Tokens {
    private final Sessions sessions;
    private final AccessTokens access;
    private final Lifetimes lifetimes;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Ids ids;

    Tokens(
            Sessions sessions,
            AccessTokens access,
            Lifetimes lifetimes,
            InstantSource clock,
            RandomGenerator random,
            Ids ids) {
        this.sessions = sessions;
        this.access = access;
        this.lifetimes = lifetimes;
        this.clock = clock;
        this.random = random;
        this.ids = ids;
    }

    /**
     * How long tokens hold.
     *
     * @param refresh of a session too: renewing it does not prolong it
     */
    record Lifetimes(Duration access, Duration refresh) {}

    /** What somebody who signed in holds. */
    record Pair(String token, Duration lifetime, RefreshToken refresh) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "Pair[" + refresh.session() + "]";
        }
    }

    /** Not open yet. */
    Session session(User user, long organisationEpoch) {
        var now = clock.instant();
        return new Session(
                ids.session(),
                user.organisation(),
                user.id(),
                user.epoch(),
                organisationEpoch,
                now,
                now.plus(lifetimes.refresh()),
                false);
    }

    Pair open(Session session) {
        var refresh = RefreshToken.first(session.id(), random);
        sessions.open(session, refresh.hashes());
        return pair(session, refresh);
    }

    RefreshToken after(RefreshToken token) {
        return token.next(random);
    }

    Pair pair(Session session, RefreshToken refresh) {
        var issued = access.issue(session, lifetimes.access(), random);
        return new Pair(
                issued.text(), Duration.between(clock.instant(), issued.expiresAt()), refresh);
    }
}
