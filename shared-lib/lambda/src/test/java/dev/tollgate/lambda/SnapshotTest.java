package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.testing.RecordedMetrics;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.crac.Context;
import org.crac.Resource;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class SnapshotTest {
    private static final Context<Resource> NONE = new Moment();

    private final RecordedMetrics metrics = new RecordedMetrics();

    @Test
    void makesOtherIdsInEveryInstanceOfOneSnapshot() {
        var one = restored(1);
        var other = restored(2);

        assertThat(one.invocation()).isNotEqualTo(other.invocation());
        assertThat(one.apiKey()).isNotEqualTo(other.apiKey());
    }

    /** What every copy starts from is the same, or the test above would show nothing. */
    @Test
    void wouldMakeTheSameIdsInEveryCopyWithoutThat() {
        assertThat(ids(new FreshRandom(() -> new Random(7))).invocation())
                .isEqualTo(ids(new FreshRandom(() -> new Random(7))).invocation());
    }

    @Test
    void rehearsesOftenAndTellsHowLongThatTook() throws InterruptedException {
        var times = new AtomicInteger();

        new Snapshot(() -> times::incrementAndGet, metrics).beforeCheckpoint(NONE);

        assertThat(times).hasValueGreaterThan(10);
        assertThat(metrics.all())
                .containsExactly(
                        new RecordedMetrics.Measurement("snapshot_rehearsal", 0, Map.of()));
    }

    @Test
    void survivesARehearsalThatFails() throws InterruptedException {
        new Snapshot(
                        () ->
                                () -> {
                                    throw new IllegalStateException("forgot the text");
                                },
                        metrics)
                .beforeCheckpoint(NONE);

        assertThat(metrics.all()).isEmpty();
    }

    @Test
    void leavesNothingInTheContextOfTheLog() throws InterruptedException {
        new Snapshot(() -> () -> MDC.put("principal_id", "usr_rehearsal"), metrics)
                .beforeCheckpoint(NONE);

        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    /** Ids of an instance whose machine has that chance, started from the one snapshot. */
    private static Ids restored(long chance) {
        var sources = new ArrayDeque<RandomGenerator>();
        sources.add(new Random(7));
        sources.add(new Random(chance));
        var random = new FreshRandom(sources::pop);
        random.beforeCheckpoint(NONE);
        random.afterRestore(NONE);
        return ids(random);
    }

    private static Ids ids(RandomGenerator random) {
        return new Ids(() -> Instant.EPOCH, random);
    }

    private static final class Moment extends Context<Resource> {
        @Override
        public void beforeCheckpoint(Context<? extends Resource> context) {}

        @Override
        public void afterRestore(Context<? extends Resource> context) {}

        @Override
        public void register(Resource resource) {}
    }
}
