package dev.tollgate.local.gateway;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param port of 127.0.0.1; 0 for a free one
 * @param data where all is kept; empty to forget all at the end
 * @param isolated whether each function runs in a JVM of its own, from its packaged zip
 */
record Options(int port, Optional<Path> data, boolean isolated) {
    static final String USAGE =
            """
            usage: ./local-dev/up [--port PORT] [--data DIR] [--isolated]

              --port PORT   where the gateway listens on 127.0.0.1 (8080; 0 picks a free port)
              --data DIR    keep tables, queues, counters, secrets and files in DIR across restarts
              --isolated    run each function from its packaged zip in its own JVM, as on Lambda
              --help        say this

            Variables of the shell reach the functions, for example
              EXTERNAL_AGENT_DEFAULT_RATE_LIMIT_PER_MINUTE=3 ./local-dev/up\
            """;

    private static final int USUAL_PORT = 8080;
    private static final int LAST_PORT = 65_535;

    sealed interface Parsed {
        record Start(Options options) implements Parsed {}

        record Help() implements Parsed {}

        record Wrong(String complaint) implements Parsed {}
    }

    static Parsed parse(List<String> arguments) {
        Deque<String> left = new ArrayDeque<>(arguments);
        var options = new Options(USUAL_PORT, Optional.empty(), false);
        try {
            while (!left.isEmpty()) {
                var name = left.pop();
                switch (name) {
                    case "--port" -> options = options.withPort(value(name, left));
                    case "--data" -> options = options.withData(value(name, left));
                    case "--isolated" -> options = new Options(options.port, options.data, true);
                    case "--help", "-h" -> {
                        return new Parsed.Help();
                    }
                    default -> throw new IllegalArgumentException("unknown option: " + name);
                }
            }
            return new Parsed.Start(options);
        } catch (IllegalArgumentException e) {
            return new Parsed.Wrong(String.valueOf(e.getMessage()));
        }
    }

    private Options withPort(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > LAST_PORT) {
            throw new IllegalArgumentException(
                    "--port is '%s'; accepted: 0 to %d".formatted(text, LAST_PORT));
        }
        return new Options(Integer.parseInt(text), data, isolated);
    }

    private Options withData(String text) {
        try {
            return new Options(port, Optional.of(Path.of(text).toAbsolutePath()), isolated);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("--data is '" + text + "', which is not a path", e);
        }
    }

    private static String value(String name, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return left.pop();
    }
}
