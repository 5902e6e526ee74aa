package dev.tollgate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.measure.Tallies;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.testing.TalliesContract;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

final class RedisTalliesTest extends TalliesContract {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final RedisClient CLIENT =
            new Redis(RedisServer.shared().endpoint(), SECOND.multipliedBy(5), 32, SECOND)
                    .connect();
    private static final Tallies TALLIES = new RedisTallies(CLIENT, Backends.CLOCK);

    @Override
    protected Tallies tallies() {
        return TALLIES;
    }

    @Test
    void forgetsASheetThatIsNotKeptAlways() {
        TALLIES.add(batch("one", 1, increment("a", 1)));

        assertThat(CLIENT.ttl(RedisTallies.key(sheet()))).isBetween(50L, 60L);
    }

    @Test
    void saysThatItIsDown() {
        try (var nothing =
                new Redis(URI.create("redis://127.0.0.1:1"), SECOND, 1, SECOND).connect()) {
            var down = new RedisTallies(nothing, Backends.CLOCK);

            assertThatThrownBy(() -> down.add(batch("one", 1, increment("a", 1))))
                    .isInstanceOf(CountersDown.class);
            assertThatThrownBy(() -> down.read(List.of(sheet()))).isInstanceOf(CountersDown.class);
        }
    }
}
