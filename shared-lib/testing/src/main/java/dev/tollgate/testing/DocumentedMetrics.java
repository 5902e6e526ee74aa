package dev.tollgate.testing;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The table of {@code docs/metrics.md}: every metric that a function emits. */
public final class DocumentedMetrics {
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z_]+)` \\| (\\w+) \\| ([^|]*) \\| ([^|]*) \\| [^|]+ \\|");

    private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

    private DocumentedMetrics() {}

    /**
     * One row.
     *
     * @param unit as CloudWatch names it
     * @param functions that emit it
     */
    public record Metric(String name, String unit, Set<String> dimensions, Set<String> functions) {}

    public static List<Metric> all() {
        try (var lines = Files.lines(Repository.file("docs/metrics.md"))) {
            return lines.map(ROW::matcher)
                    .filter(row -> row.matches())
                    .map(row ->
                            new Metric(
                                    row.group(1),
                                    row.group(2),
                                    names(row.group(3)),
                                    names(row.group(4))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not an exception: code that is measured may catch those. */
    static void check(String name, String unit, Set<String> dimensions) {
        var row = Known.BY_NAME.get(name);
        if (row == null || !row.unit().equals(unit) || !row.dimensions().equals(dimensions)) {
            throw new AssertionError(
                    "docs/metrics.md has no row for %s, unit %s, dimensions %s"
                            .formatted(name, unit, dimensions));
        }
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell)
                .results()
                .map(found -> found.group(1))
                .collect(toUnmodifiableSet());
    }

    private static final class Known {
        private static final Map<String, Metric> BY_NAME =
                all().stream().collect(toUnmodifiableMap(Metric::name, row -> row));
    }
}
