package dev.tollgate.measure;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One line of numbers: a metric with a value for each of its labels.
 *
 * @param labels as the text formats have them, without braces: {@code a="x",b="y"}
 */
record Series(String name, String labels) implements Comparable<Series> {
    /** Stands for all values that there is no room for. */
    private static final String OTHER = "other";

    private static final int LONGEST_VALUE = 128;

    static Series of(String name, Map<String, String> labels) {
        return new Series(
                name,
                new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(label -> label(label.getKey(), label.getValue()))
                                .collect(Collectors.joining(",")));
    }

    /** The one that is counted for want of room. */
    static Series other(String name, Map<String, String> labels) {
        var others = new TreeMap<String, String>();
        labels.keySet().forEach(label -> others.put(label, OTHER));
        return of(name, others);
    }

    private static String label(String name, String value) {
        var shown = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
        return name
                + "=\""
                + shown.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + "\"";
    }

    /** {@code name} or {@code name{labels}}, the form that {@link #parse} reads. */
    String text() {
        return labels.isEmpty() ? name : name + "{" + labels + "}";
    }

    static Series parse(String text) {
        int brace = text.indexOf('{');
        return brace < 0
                ? new Series(text, "")
                : new Series(
                        text.substring(0, brace), text.substring(brace + 1, text.length() - 1));
    }

    Series with(String label, String value) {
        var more = label(label, value);
        return new Series(name, labels.isEmpty() ? more : labels + "," + more);
    }

    Series named(String other) {
        return new Series(other, labels);
    }

    @Override
    public int compareTo(Series other) {
        return text().compareTo(other.text());
    }
}
