package dev.tollgate.testing;

import dev.tollgate.domain.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps what was measured, in order. What is not in the table of {@code docs/metrics.md}, as it was
 * measured, is an error.
 */
public final class RecordedMetrics implements Metrics {
    private final List<Measurement> all = new CopyOnWriteArrayList<>();

    /** Durations are left out of the comparison: {@code value} is 0 for them. */
    public record Measurement(String name, double value, Map<String, String> dimensions) {}

    public List<Measurement> all() {
        return List.copyOf(all);
    }

    /** How often a count of that name was made, whatever its dimensions. */
    public long counted(String name) {
        return all.stream().filter(each -> each.name().equals(name)).count();
    }

    @Override
    public void count(String name, Map<String, String> dimensions) {
        DocumentedMetrics.check(name, "Count", dimensions.keySet());
        all.add(new Measurement(name, 1, Map.copyOf(dimensions)));
    }

    @Override
    public void gauge(String name, double value, Map<String, String> dimensions) {
        DocumentedMetrics.check(name, "None", dimensions.keySet());
        all.add(new Measurement(name, value, Map.copyOf(dimensions)));
    }

    @Override
    public void time(String name, Duration took, Map<String, String> dimensions) {
        DocumentedMetrics.check(name, "Milliseconds", dimensions.keySet());
        all.add(new Measurement(name, 0, Map.copyOf(dimensions)));
    }
}
