package dev.tollgate.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Durations in buckets, each counted by itself; and their sum, in microseconds, so that both are
 * whole numbers.
 */
final class Buckets {
    static final String SUM = "sum";
    static final String INFINITE = "+Inf";

    /** In milliseconds, each with its text in seconds. */
    private static final SequencedMap<Long, String> BOUNDS = bounds();

    private Buckets() {}

    private static SequencedMap<Long, String> bounds() {
        var bounds = new LinkedHashMap<Long, String>();
        for (long millis :
                new long[] {5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000}) {
            bounds.put(millis, Double.toString(millis / 1000.0));
        }
        return bounds;
    }

    /** The texts of the upper bounds, the infinite one last. */
    static List<String> texts() {
        var texts = new ArrayList<>(BOUNDS.values());
        texts.add(INFINITE);
        return List.copyOf(texts);
    }

    /** What one duration adds to which entries. */
    static Map<String, Long> of(Duration took) {
        var added = new LinkedHashMap<String, Long>();
        long nanos = Math.max(0, took.toNanos());
        added.put(
                BOUNDS.entrySet().stream()
                        .filter(bound -> nanos <= bound.getKey() * 1_000_000)
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(INFINITE),
                1L);
        if (nanos >= 1000) {
            added.put(SUM, nanos / 1000);
        }
        return added;
    }
}
