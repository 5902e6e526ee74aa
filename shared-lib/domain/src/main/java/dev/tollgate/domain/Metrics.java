package dev.tollgate.domain;

import java.time.Duration;
import java.util.Map;

/**
 * Where counts and measurements go. Dimension values are bounded sets: never ids of calls or users.
 */
public interface Metrics {
    void count(String name, Map<String, String> dimensions);

    void gauge(String name, double value, Map<String, String> dimensions);

    void time(String name, Duration took, Map<String, String> dimensions);

    /** Sends what was measured so far; called once at the end of each event. */
    default void flush() {}
}
