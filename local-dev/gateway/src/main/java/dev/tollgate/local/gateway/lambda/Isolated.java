package dev.tollgate.local.gateway.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function from its packaged zip, each event in a JVM of its own: one JVM at first, more while
 * all are busy, up to a bound. A JVM that timed out is killed; the next event starts another.
 */
public final class Isolated implements Lambda {
    private static final Logger LOG = LoggerFactory.getLogger(Isolated.class);
    private static final int MOST_JVMS = 4;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Unpacked function;
    private final Duration timeout;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(MOST_JVMS, true);
    private final Deque<Sandbox> idle = new ArrayDeque<>();
    private final Set<Sandbox> all = new HashSet<>();
    private boolean closed;

    private Isolated(Unpacked function, Duration timeout, InstantSource clock) {
        this.function = function;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Unpacks the zip and starts the first JVM.
     *
     * @param zip {@code functions/<name>/target/<name>.zip}
     * @param scratch where the package is unpacked
     * @param logs where {@code <name>.log} is written
     * @throws IllegalStateException if the function cannot be built
     */
    public static Lambda start(
            Deployed<?, ?> deployed,
            Path zip,
            Path scratch,
            Path logs,
            Map<String, String> settings,
            InstantSource clock) {
        var directory = scratch.resolve(deployed.name());
        Unpacked.unzip(zip, directory);
        NativeRuntime.copyTo(directory);
        var log = logs.resolve(deployed.name() + ".log");
        var function =
                new Unpacked(deployed.fullName(), deployed.handler(), directory, log, settings);
        var isolated = new Isolated(function, deployed.timeout(), clock);
        var failure = isolated.warm();
        if (failure.isPresent()) {
            isolated.close();
            throw new IllegalStateException(
                    "%s did not start: %s; its output is in %s"
                            .formatted(deployed.fullName(), failure.get(), log));
        }
        return isolated;
    }

    private Optional<Invoked.Failed> warm() {
        try {
            var first = start();
            var failure = first.awaitStarted();
            if (failure.isEmpty()) {
                release(first);
            }
            return failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Invoked.Failed("Interrupted", "while starting"));
        }
    }

    @Override
    public Invoked invoke(Bytes event) {
        try {
            if (!places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Invoked.Throttled();
            }
            try {
                return invokeIn(take(), event);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Invoked.Failed("Interrupted", "while waiting for " + function.fullName());
        }
    }

    @Override
    public int places() {
        return MOST_JVMS;
    }

    private Invoked invokeIn(Sandbox sandbox, Bytes event) throws InterruptedException {
        boolean sound = false;
        try {
            var failure = sandbox.awaitStarted();
            if (failure.isPresent()) {
                return failure.get();
            }
            var outcome = sandbox.invoke(event, timeout);
            sound = !(outcome instanceof Invoked.TimedOut) && sandbox.isAlive();
            return outcome;
        } finally {
            if (sound) {
                release(sandbox);
            } else {
                LOG.error("{} has lost a JVM", function.fullName());
                discard(sandbox);
            }
        }
    }

    private synchronized Sandbox take() {
        for (var next = idle.poll(); next != null; next = idle.poll()) {
            if (next.isAlive()) {
                return next;
            }
            discard(next);
        }
        return start();
    }

    private synchronized Sandbox start() {
        if (closed) {
            throw new IllegalStateException(function.fullName() + " is closed");
        }
        var sandbox = Sandbox.start(function, clock);
        all.add(sandbox);
        return sandbox;
    }

    private synchronized void release(Sandbox sandbox) {
        idle.push(sandbox);
    }

    private void discard(Sandbox sandbox) {
        sandbox.kill();
        synchronized (this) {
            all.remove(sandbox);
        }
    }

    private synchronized List<Sandbox> end() {
        closed = true;
        return List.copyOf(all);
    }

    @Override
    public void close() {
        end().parallelStream().forEach(Sandbox::close);
    }
}
