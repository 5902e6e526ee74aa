package dev.tollgate.local.gateway;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.testing.DocumentedMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of metrics and the code name the same ones. */
final class MetricsDocTest {
    /** A family of the text for Prometheus that is no measurement is made by its own name. */
    private static final Pattern MEASURED =
            Pattern.compile("(?<!Family)\\.(?:count|gauge|time)\\(\\s*\"([a-z_]+)\"");

    private static final Path ROOT = Path.of(System.getProperty("tollgate.root"));

    @Test
    void hasARowForEveryNameThatIsMeasured() throws IOException {
        var documented = DocumentedMetrics.all().stream().map(row -> row.name()).collect(toSet());
        var measured = new TreeSet<String>();
        for (var source : sources(List.of(ROOT.resolve("functions"), edge()))) {
            MEASURED.matcher(source).results().forEach(found -> measured.add(found.group(1)));
        }

        assertThat(measured).hasSizeGreaterThan(8);
        assertThat(documented).containsAll(measured);
    }

    /** Some functions put {@code external_agent_} before a name. */
    @Test
    void namesNoMetricThatItsFunctionsDoNotKnow() throws IOException {
        for (var row : DocumentedMetrics.all()) {
            assertThat(row.functions()).isNotEmpty();
            for (var function : row.functions()) {
                var module = ROOT.resolve("functions").resolve(function);
                var ending = row.name().replaceFirst("^external_agent_", "");

                assertThat(sources(List.of(module, edge(), announcing(), holding())))
                        .as("%s in %s", row.name(), function)
                        .anyMatch(source ->
                                source.contains('"' + row.name() + '"')
                                        || source.contains('"' + ending + '"')
                                        || source.contains('"' + dotted(row.name()) + '"'));
            }
        }
    }

    /** As the audit names the event of that count. */
    private static String dotted(String name) {
        return name.replaceFirst("^external_agent_", "external_agent.");
    }

    private static Path announcing() {
        return ROOT.resolve("shared-lib/queue");
    }

    private static Path holding() {
        return ROOT.resolve("shared-lib/hold");
    }

    private static Path edge() {
        return ROOT.resolve("shared-lib/lambda");
    }

    private static List<String> sources(List<Path> modules) throws IOException {
        var sources = new ArrayList<String>();
        for (var module : modules) {
            try (Stream<Path> files = Files.walk(module)) {
                for (var file : files.filter(MetricsDocTest::isSource).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static boolean isSource(Path file) {
        var path = file.toString();
        return path.endsWith(".java") && path.contains("/src/main/");
    }
}
