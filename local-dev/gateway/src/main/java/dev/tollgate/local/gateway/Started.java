package dev.tollgate.local.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** What runs, stopped in the reverse of the order it was started in; may be closed at any time. */
final class Started implements AutoCloseable {
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean closed;

    /** Takes care of it from now on; it is stopped at once if all has been stopped before. */
    <T extends AutoCloseable> T add(T started) {
        synchronized (this) {
            if (!closed) {
                running.push(started);
                return started;
            }
        }
        stop(started);
        throw new IllegalStateException("stopped while starting");
    }

    @Override
    public void close() {
        for (var next = take(); next.isPresent(); next = take()) {
            stop(next.get());
        }
    }

    private synchronized Optional<AutoCloseable> take() {
        closed = true;
        return Optional.ofNullable(running.poll());
    }

    /** One that cannot be stopped must not keep the others running. */
    private static void stop(AutoCloseable started) {
        try {
            started.close();
        } catch (Exception e) {
            // Not a field: this class is in use before it is known where to log to.
            LoggerFactory.getLogger(Started.class)
                    .error("{} did not stop", started.getClass().getSimpleName(), e);
        }
    }
}
