package dev.tollgate.measure;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric with all its series, which are named like it.
 *
 * @param type what its numbers are
 * @param help one sentence
 */
public record Family(String name, Type type, String help, List<Sample> samples) {
    /** What numbers are. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /**
     * One number.
     *
     * @param suffix of the name, which only parts of a histogram have
     * @param value as it is shown
     */
    record Sample(String suffix, String labels, String value) {}

    public Family {
        samples = List.copyOf(samples);
    }

    /** A metric of which there is nothing to tell (yet). */
    static Family none(String name, Type type, String help) {
        return new Family(name, type, help, List.of());
    }

    static Family counter(String name, String help, SortedMap<Series, Long> counts) {
        return new Family(
                name,
                Type.COUNTER,
                help,
                counts.entrySet().stream()
                        .map(count ->
                                new Sample(
                                        "", count.getKey().labels(), count.getValue().toString()))
                        .toList());
    }

    /** A gauge; the values of labels may be any text. */
    public static Gauge gauge(String name, String help) {
        return new Gauge(name, help);
    }

    /** A gauge of which not all series are there yet. */
    public static final class Gauge {
        private final String name;
        private final String help;
        private final TreeMap<Series, Double> values = new TreeMap<>();

        private Gauge(String name, String help) {
            this.name = name;
            this.help = help;
        }

        public Gauge set(double value, Map<String, String> labels) {
            values.put(Series.of(name, labels), value);
            return this;
        }

        public Family family() {
            return new Family(
                    name,
                    Type.GAUGE,
                    help,
                    values.entrySet().stream()
                            .map(each ->
                                    new Sample(
                                            "",
                                            each.getKey().labels(),
                                            Double.toString(each.getValue())))
                            .toList());
        }
    }
}
