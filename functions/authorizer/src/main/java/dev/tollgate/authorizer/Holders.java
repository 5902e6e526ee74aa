package dev.tollgate.authorizer;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.identity.OrganisationEpoch;
import dev.tollgate.domain.identity.Standing;
import dev.tollgate.domain.identity.Standings;
import dev.tollgate.domain.identity.User;
import dev.tollgate.identity.AccessClaims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who holds a token as things stand: a session that was revoked, a user who was disabled or has
 * other roles now, an organisation whose tokens all ended. What was looked up is good for a moment;
 * that is how long a warm function may take to notice.
 */
final class Holders {
    private static final int MOST_REMEMBERED = 10_000;

    private final Standings standings;
    private final Duration moment;
    private final InstantSource clock;
    private final Map<SessionId, Remembered> remembered = new ConcurrentHashMap<>();
    private final Map<OrganisationId, Epoch> epochs = new ConcurrentHashMap<>();

    Holders(Standings standings, Duration moment, InstantSource clock) {
        this.standings = standings;
        this.moment = moment;
        this.clock = clock;
    }

    private record Remembered(AccessClaims claims, Standing standing, Instant until) {
        boolean answers(AccessClaims asked, Instant now) {
            return now.isBefore(until)
                    && claims.user().equals(asked.user())
                    && claims.organisation().equals(asked.organisation());
        }
    }

    private record Epoch(OrganisationEpoch epoch, Instant until) {}

    /** Whether the organisation ended all tokens since one of another issuer was made. */
    boolean haveEnded(OrganisationId organisation, Instant issuedAt) {
        var now = clock.instant();
        var epoch =
                epochs.compute(
                        organisation,
                        (_, known) ->
                                known != null && now.isBefore(known.until())
                                        ? known
                                        : new Epoch(
                                                standings.epoch(organisation), now.plus(moment)));
        return epoch.epoch().number() > 0 && !issuedAt.isAfter(epoch.epoch().since());
    }

    /** Empty if the token ended before its time. */
    Optional<User> of(AccessClaims claims) {
        var now = clock.instant();
        var known = remembered.get(claims.session());
        var standing =
                known != null && known.answers(claims, now)
                        ? known.standing()
                        : lookUp(claims, now);
        return standing.holder(now);
    }

    private Standing lookUp(AccessClaims claims, Instant now) {
        var standing = standings.of(claims.organisation(), claims.user(), claims.session());
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(claims.session(), new Remembered(claims, standing, now.plus(moment)));
        return standing;
    }
}
