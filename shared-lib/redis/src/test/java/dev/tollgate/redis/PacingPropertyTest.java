package dev.tollgate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.Pacing;
import dev.tollgate.domain.delivery.Pacing.Slot;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.testing.InMemoryPacing;
import dev.tollgate.testing.Race;
import dev.tollgate.testing.SetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random paces and arrivals against a plain list of all sends. The twin in memory meets thousands
 * of cases; the script on the real server, at simulated time, does the same step by step.
 */
final class PacingPropertyTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final int THREADS = 64;

    /** Keys expire in Redis's real time: paces of milliseconds are over before the next step. */
    private static final int SECOND = 1000;

    @Test
    void neverSendsMoreThanAllowedAndNeverWaitsLongerThanNeeded() {
        for (int seed = 0; seed < 3000; seed++) {
            var tenant = Tenant.fresh();
            var pacing = new InMemoryPacing();
            run(
                    seed,
                    100,
                    1,
                    (pace, sends, now) ->
                            pacing.reserve(tenant.organisation(), "agent", pace, sends, now));
        }
    }

    @Test
    void reservesOnRedisAsInMemoryStepByStep() {
        var clock = new SetClock(START);
        var time = new SimulatedTime(clock);
        var onRedis = time.pacing();
        for (int seed = 0; seed < 60; seed++) {
            var tenant = Tenant.fresh();
            var inMemory = new InMemoryPacing();
            run(
                    seed,
                    60,
                    SECOND,
                    (pace, sends, now) -> {
                        clock.set(now);
                        time.tell();
                        var slot =
                                onRedis.reserve(tenant.organisation(), "agent", pace, sends, now);
                        assertThat(slot)
                                .isEqualTo(
                                        inMemory.reserve(
                                                tenant.organisation(), "agent", pace, sends, now));
                        return slot;
                    });
        }
    }

    /** In Redis's own time, from which all their times are reckoned: one that they all pass. */
    @Test
    void givesEverySlotToOneOfManyThreads() throws Exception {
        var tenant = Tenant.fresh();
        var clock = new SetClock(START);
        var time = new SimulatedTime(clock);
        time.tell();
        var pace = new Pace(7, Duration.ofSeconds(2));
        var second = Duration.ofSeconds(5);
        try (var client =
                new Redis(RedisServer.shared().endpoint(), second, THREADS, second).connect()) {
            var pacing = time.pacing(client);

            var slots =
                    Race.of(
                                    THREADS,
                                    _ ->
                                            () ->
                                                    IntStream.range(0, 10)
                                                            .mapToObj(_ ->
                                                                    pacing.reserve(
                                                                            tenant.organisation(),
                                                                            "agent",
                                                                            pace,
                                                                            1,
                                                                            START))
                                                            .toList())
                            .stream()
                            .flatMap(Collection::stream)
                            .map(slot -> due(slot, START))
                            .sorted()
                            .toList();

            assertThat(slots)
                    .containsExactlyElementsOf(
                            LongStream.range(0, THREADS * 10L)
                                    .mapToObj(i -> START.toEpochMilli() + i / 7 * 2000)
                                    .toList());
        }
    }

    @FunctionalInterface
    private interface Limiter {
        Slot reserve(Pace pace, int sends, Instant now);
    }

    private static void run(int seed, int steps, int unit, Limiter limiter) {
        var random = new Random(seed);
        var pace =
                new Pace(
                        1 + random.nextInt(random.nextBoolean() ? 5 : 40),
                        Duration.ofMillis(
                                unit + random.nextInt(random.nextBoolean() ? 50 * unit : 90_000)));
        long per = pace.per().toMillis();
        long now = START.toEpochMilli();
        var sent = new ArrayList<Long>();
        for (int step = 0; step < steps; step++) {
            var context = "seed %s, step %s".formatted(seed, step);
            int sends = random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(2 * pace.sends());
            long earliest = earliest(sent, pace, sends, now);

            var slot = limiter.reserve(pace, sends, Instant.ofEpochMilli(now));

            if (earliest - now > Pacing.LONGEST_AHEAD.toMillis()) {
                assertThat(slot)
                        .as(context)
                        .isEqualTo(new Slot.Later(Duration.ofMillis(earliest - now)));
            } else {
                assertThat(due(slot, Instant.ofEpochMilli(now))).as(context).isEqualTo(earliest);
                sent.addAll(times(earliest, pace, sends));
                assertThat(most(sent, per)).as(context).isLessThanOrEqualTo(pace.sends());
            }
            now += gap(random, per);
        }
    }

    /**
     * The first moment, not before those who asked earlier, at which no interval holds too many; it
     * can only be now or when something leaves an interval.
     */
    private static long earliest(List<Long> sent, Pace pace, int sends, long now) {
        long per = pace.per().toMillis();
        long first = sent.isEmpty() ? now : Math.max(now, sent.getLast());
        var recent = sent.subList(Math.max(0, sent.size() - 2 * pace.sends()), sent.size());
        return LongStream.concat(
                        LongStream.of(first), recent.stream().mapToLong(each -> each + per))
                .filter(at -> at >= first)
                .sorted()
                .filter(at -> {
                    var with = new ArrayList<>(recent);
                    with.addAll(times(at, pace, sends));
                    return most(with, per) <= pace.sends();
                })
                .findFirst()
                .orElseThrow();
    }

    /** Of a message that is sent as fast as the pace allows. */
    private static List<Long> times(long first, Pace pace, int sends) {
        return IntStream.range(0, sends)
                .mapToObj(i -> first + i / pace.sends() * pace.per().toMillis())
                .toList();
    }

    /** In any interval of that length; the last hundred or so are enough to look at. */
    private static long most(List<Long> sent, long per) {
        var recent = sent.subList(Math.max(0, sent.size() - 200), sent.size());
        long most = 0;
        int from = 0;
        for (int to = 0; to < recent.size(); to++) {
            while (recent.get(from) <= recent.get(to) - per) {
                from++;
            }
            most = Math.max(most, to - from + 1L);
        }
        return most;
    }

    private static long due(Slot slot, Instant now) {
        return switch (slot) {
            case Slot.Now() -> now.toEpochMilli();
            case Slot.At(var due) -> due.toEpochMilli();
            case Slot.Later _, Slot.Unpaced _ -> throw new AssertionError(slot);
        };
    }

    private static long gap(Random random, long per) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> 0;
            case 2 -> random.nextLong(per);
            case 3 -> per;
            default -> random.nextLong(3 * per);
        };
    }
}
