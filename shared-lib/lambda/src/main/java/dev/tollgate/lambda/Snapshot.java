package dev.tollgate.lambda;

import dev.tollgate.domain.Metrics;
import dev.tollgate.rehearsal.Line;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a function does around the snapshot that <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">SnapStart</a> takes of it once
 * it is built, and starts every instance from: before it, a rehearsal; after it, chance is made
 * anew. Without SnapStart nothing of it runs.
 */
public final class Snapshot implements Resource {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

    /** Enough for the compiler to take note of what every request runs through. */
    private static final int TIMES = 25;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** The context of the runtime holds on to its resources weakly. */
    private static final List<Resource> KEPT = new CopyOnWriteArrayList<>();

    private final Supplier<? extends Runnable> rehearsal;
    private final Metrics metrics;

    Snapshot(Supplier<? extends Runnable> rehearsal, Metrics metrics) {
        this.rehearsal = rehearsal;
        this.metrics = metrics;
    }

    /**
     * Has a rehearsal, made from the settings of this process, run before a snapshot of it is
     * taken. It must neither connect to anything nor read a secret: all instances would share that.
     */
    public static void prepare(Function<Environment, ? extends Runnable> rehearsal) {
        var environment = Environment.ofProcess();
        var snapshot = new Snapshot(() -> rehearsal.apply(environment), EmfMetrics.of(environment));
        KEPT.add(snapshot);
        Core.getGlobalContext().register(snapshot);
    }

    /**
     * A secure generator, of which no two instances started from one snapshot get the same; see <a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html">uniqueness</a>.
     * What rehearses is not started again, and the runtime takes no more resources by then.
     */
    public static RandomGenerator random(Line line) {
        return switch (line) {
            case NETWORK -> {
                var random = new FreshRandom(SecureRandom::new);
                // Whoever uses it keeps it.
                Core.getGlobalContext().register(random);
                yield random;
            }
            case REHEARSAL -> new SecureRandom();
        };
    }

    /** A rehearsal that fails, or does not end, costs its gain, not the deployment. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws InterruptedException {
        long start = System.nanoTime();
        // A thread of its own: what it leaves in the context of the log goes with it.
        var work = new FutureTask<Void>(this::rehearse, null);
        Thread.ofPlatform().daemon().name("rehearsal").start(work);
        try {
            work.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            LOG.warn("the rehearsal failed; first answers will take longer", e.getCause());
            return;
        } catch (TimeoutException e) {
            work.cancel(true);
            LOG.warn("the rehearsal was broken off; first answers will take longer", e);
            return;
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        metrics.time("snapshot_rehearsal", took, Map.of());
        metrics.flush();
        LOG.info("rehearsed for a snapshot in {} ms", took.toMillis());
    }

    private void rehearse() {
        try (var _ = new Silence()) {
            var once = rehearsal.get();
            for (int i = 0; i < TIMES; i++) {
                once.run();
            }
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {}
}
