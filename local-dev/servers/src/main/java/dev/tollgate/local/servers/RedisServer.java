package dev.tollgate.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A real redis-server on 127.0.0.1, which can be killed and started again on the same port. */
public final class RedisServer implements AutoCloseable {
    private static final String READY = "Ready to accept connections";
    private static final int PORTS_TRIED = 5;

    private final Path program;
    private final int port;
    private final List<String> storage;
    private Optional<Child> process = Optional.empty();

    private RedisServer(Path program, int port, List<String> storage) {
        this.program = program;
        this.port = port;
        this.storage = List.copyOf(storage);
    }

    /** Starts a server that keeps nothing: killed, it comes back empty. */
    public static RedisServer inMemory() {
        return onFreePort(List.of("--appendonly", "no"));
    }

    /**
     * Starts a server that keeps its data in the directory, which is made if it is missing. Every
     * write is on disk before it is answered, so that a kill loses none.
     */
    public static RedisServer keeping(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return onFreePort(
                List.of(
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always",
                        "--dir",
                        directory.toString()));
    }

    /**
     * The one server in memory that all tests of this JVM share; it ends with the JVM. Do not kill
     * it, and choose keys of your own.
     */
    public static RedisServer shared() {
        return Shared.SERVER;
    }

    private static RedisServer onFreePort(List<String> storage) {
        Path program = RedisBinary.in(Repository.ofThisJvm().target("servers"));
        for (int i = 1; ; i++) {
            var server =
                    new RedisServer(program, FreePorts.pick(ThreadLocalRandom.current()), storage);
            try {
                server.start();
                return server;
            } catch (PortTaken e) {
                // Another process was faster between the picking of the port and the start.
                if (i == PORTS_TRIED) {
                    throw e;
                }
            }
        }
    }

    /**
     * Starts the server again on its port, after {@link #kill} or {@link #close}.
     *
     * @throws IllegalStateException if it runs already, or the port is held by another process
     */
    public synchronized void start() {
        if (process.filter(Child::isAlive).isPresent()) {
            throw new IllegalStateException("Redis already runs on port " + port);
        }
        if (!FreePorts.isFree(port)) {
            throw new PortTaken(port);
        }
        Child started = Child.start("redis-server", command(), READY);
        try {
            started.awaitReady();
        } catch (IllegalStateException e) {
            throw started.log().contains("Address already in use") ? new PortTaken(port) : e;
        }
        process = Optional.of(started);
    }

    private List<String> command() {
        return Stream.concat(
                        Stream.of(
                                program.toString(),
                                "--port",
                                Integer.toString(port),
                                "--bind",
                                "127.0.0.1",
                                "--save",
                                "",
                                "--maxmemory-policy",
                                "noeviction"),
                        storage.stream())
                .toList();
    }

    /**
     * Ends the server as a crash would (SIGKILL); {@link #start} brings it back on the same port.
     */
    public synchronized void kill() {
        process.ifPresent(Child::kill);
    }

    /** Always {@code 127.0.0.1}. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port, the same for the life of this object. */
    public int port() {
        return port;
    }

    /** {@code redis://127.0.0.1:PORT}, for a Jedis client. */
    public URI endpoint() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** The process id of the server, or of the last one if none runs. */
    public synchronized long pid() {
        return process.orElseThrow().pid();
    }

    /** The last lines the server wrote. */
    public synchronized String log() {
        return process.map(Child::log).orElse("");
    }

    @Override
    public synchronized void close() {
        process.ifPresent(Child::close);
    }

    private static final class Shared {
        static final RedisServer SERVER = AtExit.close(inMemory());
    }
}
