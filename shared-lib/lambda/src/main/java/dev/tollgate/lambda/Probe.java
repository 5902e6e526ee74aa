package dev.tollgate.lambda;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a service whether it is there. One that does not answer in time is not, however long its
 * client would wait.
 *
 * @param name for the log
 * @param call fails if it is not there
 * @param longest to wait for an answer
 */
public record Probe(String name, Callable<?> call, Duration longest) {
    /** Of a Redis client that is used for this; it gives up before a probe of a second does. */
    public static final Duration REDIS_TIMEOUT = Duration.ofMillis(900);

    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

    public boolean isThere() {
        return ask().getAsBoolean();
    }

    /** Asks now; what is returned waits for the answer. So several can be asked at once. */
    public BooleanSupplier ask() {
        FutureTask<?> task = new FutureTask<>(call);
        Thread.ofVirtual().name("probe-" + name).start(task);
        long deadline = System.nanoTime() + longest.toNanos();
        return () -> answers(task, deadline);
    }

    private boolean answers(FutureTask<?> asked, long deadline) {
        try {
            asked.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} is not healthy", name, e);
            asked.cancel(true);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
