package dev.tollgate.redis;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@link Redis} from the variables of the environment. */
final class RedisVariables {
    private static final String URL = "REDIS_URL";
    private static final String LOCAL = "redis://localhost:6379/0";
    private static final BigDecimal LONGEST = BigDecimal.valueOf(3600);
    private static final int MOST_CONNECTIONS = 10_000;

    private final Function<String, Optional<String>> variables;

    RedisVariables(Function<String, Optional<String>> variables) {
        this.variables = variables;
    }

    Redis read() {
        var timeout = read("REDIS_TIMEOUT_SECONDS", "5.0", "seconds", RedisVariables::seconds);
        int connections =
                read("REDIS_MAX_CONNECTIONS", "50", "1 to 10000", RedisVariables::connections);
        var patience =
                read("REDIS_CONNECTION_POOL_TIMEOUT", "10", "seconds", RedisVariables::seconds);
        try {
            return new Redis(
                    URI.create(variables.apply(URL).orElse(LOCAL)), timeout, connections, patience);
        } catch (IllegalArgumentException e) {
            // Neither the value nor the cause, which repeats it.
            throw new IllegalStateException(
                    URL + " is malformed; accepted: redis://host:port/0 or rediss://host:port/0");
        }
    }

    private <T> T read(String name, String usual, String accepted, Function<String, T> read) {
        var value = variables.apply(name).orElse(usual).strip();
        try {
            return read.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(name + " is '" + value + "'; accepted: " + accepted, e);
        }
    }

    private static Duration seconds(String text) {
        var seconds = new BigDecimal(text);
        if (seconds.signum() <= 0 || seconds.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(text);
        }
        return Duration.ofMillis(Math.max(1, seconds.movePointRight(3).longValue()));
    }

    private static int connections(String text) {
        int connections = Integer.parseInt(text);
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(text);
        }
        return connections;
    }
}
