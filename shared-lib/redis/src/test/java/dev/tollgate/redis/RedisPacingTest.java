package dev.tollgate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.Pacing;
import dev.tollgate.domain.delivery.Pacing.Slot;
import dev.tollgate.testing.PacingContract;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RedisPacingTest extends PacingContract {
    private static final Pace TWO_A_SECOND = new Pace(2, Duration.ofSeconds(1));

    private final SimulatedTime time = new SimulatedTime(clock);
    private final RedisPacing pacing = time.pacing();
    private final Tenant tenant = Tenant.fresh();

    @Override
    protected Pacing pacing() {
        time.tell();
        return pacing;
    }

    @Test
    void sendsAtOnceWhenRedisIsDown() {
        var second = Duration.ofSeconds(1);
        try (var nothing =
                new Redis(URI.create("redis://127.0.0.1:1"), second, 1, second).connect()) {
            var down = new RedisPacing(nothing, clock);

            assertThat(down.reserve(tenant.organisation(), "a", TWO_A_SECOND, 1, clock.instant()))
                    .isInstanceOf(Slot.Unpaced.class);
        }
    }

    @Test
    void remembersNoMoreThanThePaceAllowsAndNoLongerThanItMatters() {
        var key = new Keys(tenant.organisation()).pace("a");
        pacing().reserve(tenant.organisation(), "a", TWO_A_SECOND, 9, clock.instant());

        // The ninth goes out after four seconds and matters for one more.
        assertThat(time.client().llen(key)).isEqualTo(2);
        assertThat(time.client().pttl(key)).isBetween(4000L, 5000L);
    }
}
