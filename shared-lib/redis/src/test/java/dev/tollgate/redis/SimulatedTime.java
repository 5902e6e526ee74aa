package dev.tollgate.redis;

import dev.tollgate.local.servers.RedisServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.RedisClient;

/** Counters on the shared server whose scripts read the time of a clock from a key. */
final class SimulatedTime {
    /** Of the keys that hold a time. */
    static final String PREFIX = "time:";

    private static final AtomicInteger LAST = new AtomicInteger();

    private final RedisClient client =
            new Redis(
                            RedisServer.shared().endpoint(),
                            Duration.ofSeconds(5),
                            2,
                            Duration.ofSeconds(5))
                    .connect();
    private final String key = PREFIX + LAST.incrementAndGet();
    private final InstantSource clock;

    SimulatedTime(InstantSource clock) {
        this.clock = clock;
    }

    RedisClient client() {
        return client;
    }

    RedisCounters counters() {
        return counters(client);
    }

    /** Over other connections to the same server. */
    RedisCounters counters(RedisClient others) {
        return new RedisCounters(others, clock, this::script);
    }

    RedisPacing pacing() {
        return pacing(client);
    }

    /** Over other connections to the same server. */
    RedisPacing pacing(RedisClient others) {
        return new RedisPacing(others, clock, this::script);
    }

    private String script(String name) {
        var get = "redis.call('GET', '" + key + "')";
        return Script.text(name)
                .replace(
                        "redis.call('TIME')",
                        "{math.floor(%s / 1000), %s %% 1000 * 1000}".formatted(get, get));
    }

    /** The server's time is the clock's, from now. */
    void tell() {
        client.set(key, Long.toString(clock.millis()));
    }
}
