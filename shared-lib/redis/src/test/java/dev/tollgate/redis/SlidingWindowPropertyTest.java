package dev.tollgate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.admission.Counted;
import dev.tollgate.domain.admission.LimitScope.Kind;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.SlidingWindow;
import dev.tollgate.domain.admission.Window;
import dev.tollgate.testing.SetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random limits and arrivals against a list of what was admitted and when. The window in memory
 * meets thousands of cases; the script on the real server, at simulated time, does the same step by
 * step.
 */
final class SlidingWindowPropertyTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final List<Window> WINDOWS = List.of(Window.MINUTE, Window.HOUR, Window.DAY);

    @Test
    void neverExceedsTheLimitAndNeverAsksToWaitTooShortOrTooLong() {
        for (int seed = 0; seed < 3000; seed++) {
            run(seed, 150, new InMemory());
        }
    }

    @Test
    void decidesOnRedisAsInMemoryStepByStep() {
        var clock = new SetClock(START);
        var time = new SimulatedTime(clock);
        var counters = time.counters();
        for (int seed = 0; seed < 60; seed++) {
            var inMemory = new InMemory();
            var tenant = Tenant.fresh();
            run(
                    seed,
                    100,
                    (window, limit, now) -> {
                        clock.set(Instant.ofEpochMilli(now));
                        time.tell();
                        var rule = new RateRule(tenant.scope(Kind.TEAM), window, limit);
                        var wait =
                                counters.count(tenant.call(0, List.of(rule)))
                                                instanceof Counted.RateLimited limited
                                        ? limited.retryAfter()
                                        : Duration.ZERO;
                        assertThat(wait).isEqualTo(inMemory.tryOne(window, limit, now));
                        return wait;
                    });
        }
    }

    @Test
    void forgetsNothingWhenTheClockGoesBack() {
        var clock = new SetClock(START);
        var time = new SimulatedTime(clock);
        var counters = time.counters();
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var tenant = Tenant.fresh();
            var inMemory = new InMemory();
            long now = START.toEpochMilli();
            int limit = 1 + random.nextInt(10);
            for (int step = 0; step < 60; step++) {
                now += random.nextInt(20_000) - 8_000;
                clock.set(Instant.ofEpochMilli(now));
                time.tell();
                var rule = new RateRule(tenant.scope(Kind.TEAM), Window.MINUTE, limit);
                var counted = counters.count(tenant.call(0, List.of(rule)));
                var wait = inMemory.tryOne(Window.MINUTE, limit, now);

                assertThat(counted instanceof Counted.Admitted).isEqualTo(wait.isZero());
                if (counted instanceof Counted.RateLimited limited) {
                    assertThat(limited.retryAfter()).isEqualTo(wait);
                }
            }
        }
    }

    /** Admits one call, or says how long to wait. */
    @FunctionalInterface
    private interface Limiter {
        Duration tryOne(Window window, int limit, long now);
    }

    private static final class InMemory implements Limiter {
        private SlidingWindow calls = new SlidingWindow(Window.MINUTE);
        private Window of = Window.MINUTE;

        @Override
        public Duration tryOne(Window window, int limit, long now) {
            if (window != of) {
                calls = new SlidingWindow(window);
                of = window;
            }
            var wait = calls.untilOneFits(now, limit);
            if (wait.isZero()) {
                calls.add(now);
            }
            return wait;
        }
    }

    private static void run(int seed, int steps, Limiter limiter) {
        var random = new Random(seed);
        var window = WINDOWS.get(random.nextInt(WINDOWS.size()));
        int limit = 1 + random.nextInt(random.nextBoolean() ? 5 : 60);
        long length = window.length().toMillis();
        long bucket = window.bucket().toMillis();
        long now = START.toEpochMilli() + random.nextInt(1000);
        var admitted = new ArrayList<Long>();
        for (int step = 0; step < steps; step++) {
            var wait = limiter.tryOne(window, limit, now);
            var context = "seed %s, step %s".formatted(seed, step);
            if (wait.isZero()) {
                admitted.add(now);
                assertThat(within(admitted, now - length, now))
                        .as(context)
                        .isLessThanOrEqualTo(limit);
                now += gap(random, length, bucket, now);
            } else {
                // What an exact window would have admitted one sub-bucket ago was admitted.
                assertThat(within(admitted, now - length - bucket, now))
                        .as(context)
                        .isGreaterThanOrEqualTo(limit);
                // One millisecond before the time told it is refused still; then it is not.
                long due = now + wait.toMillis();
                assertThat(limiter.tryOne(window, limit, due - 1))
                        .as(context)
                        .isEqualTo(Duration.ofMillis(1));
                now = random.nextBoolean() ? due : due + gap(random, length, bucket, due);
                assertThat(limiter.tryOne(window, limit, now)).as(context).isZero();
                admitted.add(now);
                assertThat(within(admitted, now - length, now))
                        .as(context)
                        .isLessThanOrEqualTo(limit);
            }
        }
    }

    /** How many in the interval that starts just after {@code from}. */
    private static long within(List<Long> admitted, long from, long to) {
        return admitted.stream().filter(at -> at > from && at <= to).count();
    }

    private static long gap(Random random, long length, long bucket, long now) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> 0;
            case 2 -> random.nextLong(bucket);
            case 3 -> bucket - Math.floorMod(now, bucket) - random.nextInt(2);
            case 4 -> random.nextLong(length / 10);
            default -> random.nextLong(length + 3 * bucket);
        };
    }
}
