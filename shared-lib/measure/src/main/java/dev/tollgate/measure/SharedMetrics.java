package dev.tollgate.measure;

import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.measure.Increment;
import dev.tollgate.domain.measure.Sheet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Passes everything on, and adds counts and durations to those of all functions. Gauges are only
 * passed on: of several processes the last one would be right. The sheets have room for more than
 * the code can name, so that what fills them is a mistake, which ends in {@code other}.
 */
final class SharedMetrics implements Metrics {
    static final Sheet COUNTS = new Sheet("counts", 2_000, Optional.empty());
    static final Sheet DURATIONS = new Sheet("durations", 10_000, Optional.empty());

    private final Metrics others;
    private final Gather gather;

    SharedMetrics(Metrics others, Gather gather) {
        this.others = others;
        this.gather = gather;
    }

    @Override
    public void count(String name, Map<String, String> dimensions) {
        others.count(name, dimensions);
        gather.add(
                List.of(
                        new Increment(
                                COUNTS,
                                Series.of(name, dimensions).text(),
                                Series.other(name, dimensions).text(),
                                1)));
    }

    @Override
    public void gauge(String name, double value, Map<String, String> dimensions) {
        others.gauge(name, value, dimensions);
    }

    @Override
    public void time(String name, Duration took, Map<String, String> dimensions) {
        others.time(name, took, dimensions);
        var seconds = name + "_seconds";
        var series = Series.of(seconds, dimensions).text();
        var other = Series.other(seconds, dimensions).text();
        var increments = new ArrayList<Increment>();
        Buckets.of(took)
                .forEach((entry, by) ->
                        increments.add(
                                new Increment(
                                        DURATIONS, series + " " + entry, other + " " + entry, by)));
        gather.add(increments);
    }

    @Override
    public void flush() {
        others.flush();
        gather.sendIfDue();
    }
}
