package dev.tollgate.redis;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import redis.clients.jedis.RedisClient;

/** {@link Pacing} on Redis: one script, so one round trip, in Redis's own time. */
public final class RedisPacing implements Pacing {
    private final RedisClient client;
    private final Answering answering;
    private final Script pace;

    public RedisPacing(RedisClient client, InstantSource clock) {
        this(client, clock, Script::text);
    }

    /** {@code scripts} gives the text of a script by name; tests put another time into it. */
    RedisPacing(RedisClient client, InstantSource clock, UnaryOperator<String> scripts) {
        this.client = client;
        this.answering = new Answering(client, clock);
        this.pace = new Script(scripts.apply("pace.lua"));
    }

    @Override
    public Slot reserve(
            OrganisationId organisation, String destination, Pace rate, int sends, Instant now) {
        Pacing.check(destination, sends);
        var keys = List.of(new Keys(organisation).pace(destination));
        var arguments =
                List.of(
                        Integer.toString(rate.sends()),
                        Long.toString(rate.per().toMillis()),
                        Integer.toString(sends),
                        Long.toString(LONGEST_AHEAD.toMillis()));
        try {
            return slot(answering.to(() -> pace.run(client, keys, arguments)), now);
        } catch (CountersDown e) {
            return new Slot.Unpaced(String.valueOf(e.getMessage()));
        }
    }

    private static Slot slot(List<?> answer, Instant now) {
        var wait = Duration.ofMillis((Long) answer.get(1));
        if ((Long) answer.getFirst() == 0) {
            return new Slot.Later(wait);
        }
        return wait.isZero() ? new Slot.Now() : new Slot.At(now.plus(wait));
    }
}
