package dev.tollgate.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.measure.Tallies;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.redis.Redis;
import dev.tollgate.redis.RedisTallies;
import dev.tollgate.testing.InMemoryTallies;
import dev.tollgate.testing.Race;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.SetClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SharedMetricsTest {
    private static final String NAME = "external_agent_policy_denials";
    private static final Map<String, String> SLACK = Map.of("platform", "slack");
    private static final int INSTANCES = 8;
    private static final int THREADS = 32;
    private static final int COUNTS = 500;

    private final SetClock clock = new SetClock(Instant.parse("2026-03-02T09:00:00Z"));
    private final InMemoryTallies tallies = new InMemoryTallies(clock);
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final RecordedMetrics first = new RecordedMetrics();
    private final Metrics metrics = metrics(tallies);

    private Metrics metrics(Tallies to) {
        return new SharedMetrics(
                first,
                new Gather(
                        to,
                        Duration.ofSeconds(5),
                        clock,
                        new SplittableRandom(1),
                        background::add));
    }

    @Test
    void sendsInTheBackgroundAndNotMoreOftenThanItShould() {
        metrics.count(NAME, SLACK);
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(counts()).containsEntry("external_agent_policy_denials{platform=\"slack\"}", 1L);

        metrics.count(NAME, SLACK);
        metrics.flush();
        assertThat(background).isEmpty();

        clock.pass(Duration.ofSeconds(5));
        metrics.flush();
        background.remove().run();
        assertThat(counts()).containsEntry("external_agent_policy_denials{platform=\"slack\"}", 2L);
    }

    @Test
    void sendsOneBatchAtATime() {
        metrics.count(NAME, SLACK);
        clock.pass(Duration.ofSeconds(5));
        metrics.count(NAME, SLACK);

        assertThat(background).hasSize(1);
    }

    @Test
    void countsOnceWhatItSendsAgainSinceTheAnswerWasLost() {
        var calls = new AtomicInteger();
        var lossy = metrics(new Lossy(tallies, () -> calls.incrementAndGet() <= 2));
        lossy.count(NAME, SLACK);
        for (int i = 0; i < 4; i++) {
            lossy.flush();
            background.remove().run();
            clock.pass(Duration.ofSeconds(5));
        }

        assertThat(calls).hasValue(3);
        assertThat(counts()).containsEntry("external_agent_policy_denials{platform=\"slack\"}", 1L);
    }

    @Test
    void keepsWhatItCountsWhileTheTalliesAreDown() {
        tallies.down(true);
        for (int i = 0; i < 3; i++) {
            metrics.count(NAME, SLACK);
            background.remove().run();
            clock.pass(Duration.ofSeconds(5));
        }
        tallies.down(false);
        for (int i = 0; i < 2; i++) {
            metrics.flush();
            background.remove().run();
            clock.pass(Duration.ofSeconds(5));
        }

        assertThat(counts()).containsEntry("external_agent_policy_denials{platform=\"slack\"}", 3L);
    }

    @Test
    void passesEverythingOn() {
        metrics.count(NAME, SLACK);
        metrics.gauge("redis_up", 1, Map.of());
        metrics.time("webhook_delivery_latency", Duration.ofMillis(3), SLACK);

        assertThat(first.all())
                .extracting(RecordedMetrics.Measurement::name)
                .containsExactly(NAME, "redis_up", "webhook_delivery_latency");
    }

    /** The sums are exact, though the answers of one in seven batches are lost. */
    @Test
    void addsUpOverInstancesAndThreadsOnARealServer() throws Exception {
        var wait = Duration.ofSeconds(5);
        var own = "of" + new SecureRandom().nextInt(Integer.MAX_VALUE);
        try (var client =
                new Redis(RedisServer.shared().endpoint(), wait, THREADS, wait).connect()) {
            var redis = new RedisTallies(client, InstantSource.system());
            var calls = new AtomicInteger();
            var lossy = new Lossy(redis, () -> calls.incrementAndGet() % 7 == 0);
            var instances =
                    IntStream.range(0, INSTANCES)
                            .mapToObj(_ ->
                                    Measures.at(
                                                    new Silent(),
                                                    lossy,
                                                    InstantSource.system(),
                                                    new SecureRandom())
                                            .metrics())
                            .toList();
            Race.of(
                    THREADS,
                    thread ->
                            () -> {
                                var instance = instances.get(thread % INSTANCES);
                                for (int i = 0; i < COUNTS; i++) {
                                    instance.count(own, Map.of("thread", "t" + thread % 4));
                                    instance.time(own, Duration.ofMillis(7), Map.of());
                                }
                                return true;
                            });
            instances.forEach(instance -> {
                // The batch under way, then what came after it, each of which may be lost.
                for (int i = 0; i < 6; i++) {
                    instance.flush();
                }
            });

            long all = (long) THREADS * COUNTS;
            var sheets = redis.read(List.of(SharedMetrics.COUNTS, SharedMetrics.DURATIONS));
            assertThat(sheets.getFirst())
                    .containsEntry(own + "{thread=\"t0\"}", all / 4)
                    .containsEntry(own + "{thread=\"t1\"}", all / 4)
                    .containsEntry(own + "{thread=\"t2\"}", all / 4)
                    .containsEntry(own + "{thread=\"t3\"}", all / 4);
            assertThat(sheets.getLast())
                    .containsEntry(own + "_seconds 0.01", all)
                    .containsEntry(own + "_seconds sum", all * 7_000);
        }
    }

    private Map<String, Long> counts() {
        return tallies.read(List.of(SharedMetrics.COUNTS)).getFirst();
    }
}
