package dev.tollgate.registration;

import dev.tollgate.lambda.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The columns of a Notion database that pages of an agent fill: {@code {"Column": {"value": …,
 * "type": …}}}.
 */
final class NotionColumns {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 256;

    /** The types of columns, each with the values that it takes. */
    private static final Map<String, List<String>> TYPES =
            new TreeMap<>(
                    Map.of(
                            "number", List.of("cost", "took"),
                            "rich_text",
                                    List.of("agent", "asked_by", "cost", "link", "status", "took"),
                            "select", List.of("agent", "asked_by", "cost", "status", "took"),
                            "url", List.of("link")));

    private NotionColumns() {}

    static Optional<Map<String, Object>> read(Fields config, String name) {
        return config.object(name).map(columns -> read(config, name, columns));
    }

    private static Map<String, Object> read(Fields config, String name, Fields columns) {
        var names = columns.whole().keySet();
        if (names.size() > MOST
                || names.stream().anyMatch(it -> it.isBlank() || it.length() > LONGEST_NAME)) {
            throw config.refuse(
                    name,
                    "is not accepted: at most "
                            + MOST
                            + " columns with names of 1 to "
                            + LONGEST_NAME
                            + " characters.");
        }
        var all = new TreeMap<String, Object>();
        for (var column : names) {
            all.put(column, column(columns.required(column, columns.object(column))));
        }
        return all;
    }

    private static Map<String, Object> column(Fields column) {
        var type = column.requiredText("type", 64);
        var values = TYPES.getOrDefault(type, List.of());
        if (values.isEmpty()) {
            throw column.refuse(
                    "type", "is not known; accepted: " + String.join(", ", TYPES.keySet()) + ".");
        }
        var value = column.requiredText("value", 64);
        if (!values.contains(value)) {
            throw column.refuse(
                    "value",
                    "is nothing for " + type + "; accepted: " + String.join(", ", values) + ".");
        }
        column.end();
        return Map.of("type", type, "value", value);
    }
}
