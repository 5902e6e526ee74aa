package dev.tollgate.local.gateway.sources;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does the same again and again until it is closed. */
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String name;
    private final Turn turn;
    private final Thread thread;
    private volatile boolean closed;

    private Loop(String name, Turn turn) {
        this.name = name;
        this.turn = turn;
        thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    @FunctionalInterface
    interface Turn {
        void run() throws InterruptedException;
    }

    static Loop start(String name, Turn turn) {
        var loop = new Loop(name, turn);
        loop.thread.start();
        return loop;
    }

    private void run() {
        try {
            while (!closed) {
                try {
                    turn.run();
                } catch (RuntimeException e) {
                    if (closed) {
                        return;
                    }
                    LOG.error("{} failed; it goes on", name, e);
                    Thread.sleep(AFTER_A_FAULT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No turn follows the one that runs. */
    void finish() {
        closed = true;
    }

    /** Lets the turn that runs come to its end, if that takes no longer. */
    void close(Duration patience) {
        finish();
        await(patience);
        if (thread.isAlive()) {
            close();
        }
    }

    /** Interrupts the turn that runs, and waits a little for its end. */
    @Override
    public void close() {
        finish();
        thread.interrupt();
        await(GRACE);
    }

    private void await(Duration patience) {
        try {
            thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
