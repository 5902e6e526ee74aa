package dev.tollgate.measure;

import dev.tollgate.measure.Family.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes histograms of the entries that {@link SharedMetrics} counts durations in. */
final class Histograms {
    private final SortedMap<String, SortedMap<String, Map<String, Long>>> byName = new TreeMap<>();

    /** {@code entries}: a series, a blank, and a bound or {@code sum}. */
    Histograms(Map<String, Long> entries) {
        entries.forEach((entry, count) -> {
            int blank = entry.lastIndexOf(' ');
            var series = Series.parse(entry.substring(0, blank));
            byName.computeIfAbsent(series.name(), _ -> new TreeMap<>())
                    .computeIfAbsent(series.labels(), _ -> new TreeMap<>())
                    .put(entry.substring(blank + 1), count);
        });
    }

    SortedMap<String, List<Sample>> samples() {
        var samples = new TreeMap<String, List<Sample>>();
        byName.forEach((name, series) -> {
            var all = new ArrayList<Sample>();
            series.forEach((labels, counts) -> all.addAll(samples(labels, counts)));
            samples.put(name, all);
        });
        return samples;
    }

    /** Each bucket holds those before it too. */
    private static List<Sample> samples(String labels, Map<String, Long> counts) {
        var samples = new ArrayList<Sample>();
        long total = 0;
        for (var bound : Buckets.texts()) {
            total += counts.getOrDefault(bound, 0L);
            samples.add(
                    new Sample(
                            "_bucket",
                            new Series("", labels).with("le", bound).labels(),
                            Long.toString(total)));
        }
        samples.add(new Sample("_count", labels, Long.toString(total)));
        var micros = counts.getOrDefault(Buckets.SUM, 0L);
        samples.add(new Sample("_sum", labels, BigDecimal.valueOf(micros, 6).toPlainString()));
        return samples;
    }
}
