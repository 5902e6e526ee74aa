package dev.tollgate.measure;

import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.measure.Sheet;
import dev.tollgate.domain.measure.Tallies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all functions have counted.
 *
 * @param began when the tallies did
 */
public record Counted(Optional<Instant> began, List<Family> families) {
    public Counted {
        families = List.copyOf(families);
    }

    /**
     * Everything that was counted, and every metric that is known by name, counted or not.
     *
     * @throws CountersDown if the tallies do not answer
     */
    public static Counted read(Tallies tallies) {
        var sheets = tallies.read(List.of(SharedMetrics.COUNTS, SharedMetrics.DURATIONS));
        var began = began(sheets);
        var families = new ArrayList<Family>();
        families.addAll(counters(sheets.getFirst()));
        families.addAll(histograms(sheets.getLast()));
        return new Counted(began, families);
    }

    private static Optional<Instant> began(List<SortedMap<String, Long>> sheets) {
        return sheets.stream()
                .flatMap(sheet -> Optional.ofNullable(sheet.remove(Sheet.BEGAN)).stream())
                .min(Long::compare)
                .map(Instant::ofEpochSecond);
    }

    private static List<Family> counters(Map<String, Long> entries) {
        var byName = new TreeMap<String, SortedMap<Series, Long>>();
        Known.COUNTERS.forEach(name -> byName.put(name, zero(name)));
        entries.forEach((entry, count) -> {
            var series = Series.parse(entry);
            byName.computeIfAbsent(series.name(), _ -> new TreeMap<>()).put(series, count);
        });
        return byName.entrySet().stream()
                .map(each ->
                        Family.counter(each.getKey(), Known.help(each.getKey()), each.getValue()))
                .toList();
    }

    /**
     * What has no labels is 0 before it is counted first; of the others nobody knows the series.
     */
    private static SortedMap<Series, Long> zero(String name) {
        var zero = new TreeMap<Series, Long>();
        if (Known.WITHOUT_LABELS.contains(name)) {
            zero.put(new Series(name, ""), 0L);
        }
        return zero;
    }

    private static List<Family> histograms(Map<String, Long> entries) {
        var byName = new TreeMap<String, List<Family.Sample>>();
        Known.HISTOGRAMS.forEach(name -> byName.put(name, List.of()));
        byName.putAll(new Histograms(entries).samples());
        return byName.entrySet().stream()
                .map(each ->
                        new Family(
                                each.getKey(),
                                Family.Type.HISTOGRAM,
                                Known.help(each.getKey()),
                                each.getValue()))
                .toList();
    }
}
