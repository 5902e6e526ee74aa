package dev.tollgate.local.gateway;

import dev.tollgate.local.servers.Alongside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link DeliveryMain} in a JVM of its own. */
final class DeliveryProcess implements AutoCloseable {
    private final Process process;

    private DeliveryProcess(Process process) {
        this.process = process;
    }

    /** Returns once it reads the queue. */
    static DeliveryProcess start(Map<String, String> environment) {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeliveryMain.class.getName());
        var builder = Alongside.command("tollgate delivery", command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            var started = new DeliveryProcess(builder.start());
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() throws IOException {
        var said = new ArrayList<String>();
        var output = process.inputReader(StandardCharsets.UTF_8);
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.equals(DeliveryMain.READY)) {
                // A pipe that nobody empties stops who writes to it.
                Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
                return;
            }
        }
        throw new IllegalStateException("it ended before it read the queue; it said " + said);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: no hook runs, nothing is written any more. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
