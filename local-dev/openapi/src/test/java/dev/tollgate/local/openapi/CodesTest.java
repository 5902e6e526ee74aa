package dev.tollgate.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The codes of problems that are written out in the code are those of the document. */
final class CodesTest {
    private static final Pattern WRITTEN =
            Pattern.compile("(?:Problem\\.of|refusal)\\(\\s*(\\d{3}),\\s*\"([a-z_]+)\"");

    private static final Pattern MALFORMED =
            Pattern.compile("new BadRequest\\(\\s*(\\d{3}),\\s*\"([a-z_]+)\"");

    /** How a call that is refused or that failed is recorded. */
    private static final Pattern RECORDED =
            Pattern.compile(
                    "(?:refused\\(\\w*[rR]ow|failed\\(execution, held, at|Outcome\\.refused\\(\\s*[^\"]*?)"
                            + ",\\s*\"([a-z]+(?:_[a-z]+)*)\"");

    @Test
    void areDescribedWithTheirStatus() {
        var written = new TreeSet<String>();
        matches(WRITTEN).forEach(it -> written.add(it.group(1) + " " + it.group(2)));
        matches(MALFORMED).forEach(it -> written.add(it.group(1) + " " + it.group(2)));

        assertThat(described(true)).containsAll(written);
        assertThat(written).hasSizeGreaterThan(30);
    }

    @Test
    void ofCallsAreDescribed() {
        var recorded = new TreeSet<String>();
        matches(RECORDED).forEach(it -> recorded.add(it.group(1)));

        assertThat(described(false)).containsAll(recorded);
        assertThat(recorded).contains("upstream_failed", "not_queued", "rate_limited");
    }

    private static Set<String> described(boolean withStatus) {
        var codes = new TreeSet<String>();
        for (var schema : Judge.ofTheFile().document().path("components").path("schemas")) {
            var properties = schema.path("properties");
            for (var code : properties.at("/code/enum")) {
                var status = properties.at("/status/const").asText();
                codes.add(withStatus ? status + " " + code.asText() : code.asText());
            }
        }
        return codes;
    }

    private static Stream<MatchResult> matches(Pattern pattern) {
        return Stream.of("functions", "shared-lib/lambda", "shared-lib/domain", "shared-lib/hold")
                .flatMap(CodesTest::sources)
                .flatMap(text -> pattern.matcher(text).results());
    }

    private static Stream<String> sources(String directory) {
        try (var files = Files.walk(Repository.file(directory))) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .map(CodesTest::text)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
