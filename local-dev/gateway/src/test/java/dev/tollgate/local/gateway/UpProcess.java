package dev.tollgate.local.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@code ./local-dev/up} as somebody at a terminal runs it. */
final class UpProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 240;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> said = new ArrayList<>();

    private UpProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    static UpProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("./local-dev/up"));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command)
                        .directory(Path.of(System.getProperty("tollgate.root")).toFile())
                        .redirectErrorStream(true);
        builder.environment().put("EXTERNAL_AGENT_DEFAULT_RATE_LIMIT_PER_MINUTE", "7");
        return new UpProcess(builder.start());
    }

    private void read() {
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All the lines up to the one that begins with the mark. */
    List<String> awaitLine(String mark) throws InterruptedException {
        while (said.isEmpty() || !said.getLast().startsWith(mark)) {
            var line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no '" + mark + "' came, only: " + said);
            }
            said.add(line);
        }
        return List.copyOf(said);
    }

    /** All that it said until its end. */
    String awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it runs on; it said " + said);
        }
        // The reader ends with the output, a moment after the process.
        for (var line = lines.poll(1, TimeUnit.SECONDS);
                line != null;
                line = lines.poll(1, TimeUnit.SECONDS)) {
            said.add(line);
        }
        return String.join("\n", said);
    }

    int status() {
        return process.exitValue();
    }

    /** The process and all those below it. */
    List<ProcessHandle> family() {
        var all = new ArrayList<ProcessHandle>();
        all.add(process.toHandle());
        process.descendants().forEach(all::add);
        return all;
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy();
    }

    @Override
    public void close() {
        terminate();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
