package dev.tollgate.lambda;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of a process. A missing or malformed one is an error that names the variable, what
 * it holds and what is accepted. The only place that reads the process's own environment.
 */
public final class Environment {
    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    public static Environment of(Map<String, String> variables) {
        return new Environment(variables);
    }

    /** These settings, and those over them. */
    public Environment with(Map<String, String> more) {
        var all = new HashMap<>(variables);
        all.putAll(more);
        return new Environment(all);
    }

    /** Blank counts as absent. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    public String text(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException(name + " is not set; it is required"));
    }

    public String text(String name, String otherwise) {
        return find(name).orElse(otherwise);
    }

    public int integer(String name, int otherwise) {
        return read(name, "a whole number", Integer::valueOf).orElse(otherwise);
    }

    public Optional<Integer> integer(String name) {
        return read(name, "a whole number", Integer::valueOf);
    }

    public BigDecimal decimal(String name, String otherwise) {
        return read(name, "a decimal number", BigDecimal::new)
                .orElseGet(() -> new BigDecimal(otherwise));
    }

    public boolean flag(String name, boolean otherwise) {
        return read(name, "true or false", Environment::flag).orElse(otherwise);
    }

    /** Seconds, with decimals allowed, as in {@code REDIS_TIMEOUT_SECONDS=5.0}. */
    public Duration seconds(String name, Duration otherwise) {
        return read(name, "seconds, more than 0", Environment::seconds).orElse(otherwise);
    }

    public Optional<URI> uri(String name) {
        return read(name, "a URI", URI::create);
    }

    public <T> T choice(String name, T otherwise, String accepted, Function<String, T> read) {
        return read(name, accepted, read).orElse(otherwise);
    }

    private <T> Optional<T> read(String name, String accepted, Function<String, T> read) {
        return find(name)
                .map(value -> {
                    try {
                        return read.apply(value.strip());
                    } catch (IllegalArgumentException e) {
                        throw new IllegalStateException(
                                name + " is '" + value + "'; accepted: " + accepted, e);
                    }
                });
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Duration seconds(String text) {
        var duration = Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValue());
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }
}
