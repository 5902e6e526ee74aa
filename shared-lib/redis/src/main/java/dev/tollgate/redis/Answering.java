package dev.tollgate.redis;

import dev.tollgate.domain.admission.CountersDown;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * After a failure Redis is left alone for a moment, so that callers do not queue up behind its time
 * limit.
 */
final class Answering {
    private static final Duration REST = Duration.ofMillis(500);

    private final RedisClient client;
    private final InstantSource clock;
    private final AtomicReference<Instant> restsUntil = new AtomicReference<>(Instant.MIN);

    Answering(RedisClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * What the command answers.
     *
     * @throws CountersDown if Redis does not answer
     */
    <T> T to(Supplier<T> command) {
        if (clock.instant().isBefore(restsUntil.get())) {
            throw new CountersDown("Redis did not answer a moment ago");
        }
        try {
            return command.get();
        } catch (JedisException e) {
            restsUntil.set(clock.instant().plus(REST));
            // Idle connections to a server that is gone would fail one by one, each with its rest.
            client.getPool().clear();
            throw new CountersDown("Redis does not answer: " + e.getMessage(), e);
        }
    }
}
