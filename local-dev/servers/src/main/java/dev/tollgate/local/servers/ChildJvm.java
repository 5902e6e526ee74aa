package dev.tollgate.local.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server in a JVM of its own, which says where it listens by a line of {@value #READY} and its
 * port.
 */
final class ChildJvm implements AutoCloseable {
    /** What a server's main class prints, with its port after it, once it accepts connections. */
    static final String READY = "listening on 127.0.0.1:";

    private final Child process;
    private final URI endpoint;

    private ChildJvm(Child process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts the main class on the class path and waits until it listens. */
    static ChildJvm start(String name, String classPath, String mainClass, List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx384m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath,
                                mainClass));
        command.addAll(arguments);
        Child process = Child.start(name, command, READY);
        String line = process.awaitReady();
        String port = line.substring(line.indexOf(READY) + READY.length()).strip();
        return new ChildJvm(process, URI.create("http://127.0.0.1:" + port));
    }

    URI endpoint() {
        return endpoint;
    }

    long pid() {
        return process.pid();
    }

    String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
