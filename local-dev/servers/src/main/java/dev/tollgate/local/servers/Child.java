package dev.tollgate.local.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server's process: it lives no longer than this one, and is stopped by handle. */
final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int LINES_KEPT = 40;

    private final String name;
    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts the command; what it writes to either output is read here.
     *
     * @param readyMark a text that the server writes in one line once it accepts connections
     */
    static Child start(String name, List<String> command, String readyMark) {
        try {
            var child =
                    new Child(
                            name,
                            Alongside.command(name, command).redirectErrorStream(true).start());
            Thread.ofPlatform().daemon().name(name + " output").start(() -> child.read(readyMark));
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started: " + command.getFirst(), e);
        }
    }

    /**
     * Waits for the line with the ready mark and answers it; a server that ends before is stopped
     * and told of.
     */
    String awaitReady() {
        try {
            return ready.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill();
            throw new IllegalStateException(
                    "%s was not ready within %s; it said:%n%s".formatted(name, PATIENCE, log()), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "%s ended before it was ready; it said:%n%s".formatted(name, log()),
                    e.getCause());
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " was starting", e);
        }
    }

    /** The last lines the server wrote. */
    String log() {
        synchronized (lastLines) {
            return String.join(System.lineSeparator(), lastLines);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL, and waits until the process is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM, then SIGKILL after a few seconds; waits until the process is gone. */
    @Override
    public void close() {
        // Not Process.destroy, which also closes our end of the pipe: the watcher would take that
        // for our death.
        process.toHandle().destroy();
        try {
            process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void read(String readyMark) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                keep(line);
                if (line.contains(readyMark)) {
                    ready.complete(line);
                }
            }
            ready.completeExceptionally(new IllegalStateException(name + " closed its output"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > LINES_KEPT) {
                lastLines.removeFirst();
            }
        }
    }
}
