package dev.tollgate.redis;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

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
        var iam = iam();
        try {
            return new Redis(
                    URI.create(variables.apply(URL).orElse(LOCAL)),
                    timeout,
                    connections,
                    patience,
                    iam);
        } catch (IllegalArgumentException e) {
            // Neither the value nor the cause, which repeats it.
            throw new IllegalStateException(
                    URL
                            + " is malformed; accepted: "
                            + (iam.isPresent()
                                    ? "rediss://host:port/0, without user and password, with IAM"
                                    : "redis://host:port/0 or rediss://host:port/0"));
        }
    }

    private Optional<IamUser> iam() {
        if (!read("REDIS_AUTH", "url", "url or iam", RedisVariables::isIam)) {
            return Optional.empty();
        }
        return Optional.of(
                new IamUser(
                        required(
                                "REDIS_IAM_USER",
                                "the id of an ElastiCache user, which is its name too",
                                IamUser::isName),
                        required(
                                "REDIS_IAM_CACHE",
                                "the id of a replication group or the name of a serverless cache,"
                                        + " in lower case",
                                IamUser::isCache),
                        read(
                                "REDIS_IAM_SERVERLESS",
                                "false",
                                "true or false",
                                RedisVariables::flag)));
    }

    private String required(String name, String accepted, Predicate<String> accepts) {
        if (variables.apply(name).isEmpty()) {
            throw new IllegalStateException(
                    name + " is not set; with REDIS_AUTH=iam it is required: " + accepted);
        }
        return read(
                name,
                "",
                accepted,
                text -> {
                    if (!accepts.test(text)) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                });
    }

    private <T> T read(String name, String usual, String accepted, Function<String, T> read) {
        var value = variables.apply(name).orElse(usual).strip();
        try {
            return read.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(name + " is '" + value + "'; accepted: " + accepted, e);
        }
    }

    private static boolean isIam(String text) {
        return switch (text) {
            case "url" -> false;
            case "iam" -> true;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
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
