package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.agent.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code events/platforms/<platform>-<message>.json} is what a platform is sent. With {@code
 * -Dgolden.write=true} the files are written instead of compared; read the difference.
 */
final class PayloadFilesTest {
    static final Path DIRECTORY =
            Path.of(
                            Objects.requireNonNull(
                                    System.getProperty("tollgate.root"),
                                    "run the tests with Maven"))
                    .resolve("events/platforms");

    private static final Map<Platform, Map<String, Object>> AGENTS =
            Map.of(
                    Platform.DISCORD,
                    Map.of(),
                    Platform.SLACK,
                    Map.of(),
                    Platform.TELEGRAM,
                    Map.of(),
                    Platform.CUSTOM_HTTP,
                    Map.of(),
                    Platform.TEAMS,
                    Map.of(),
                    Platform.NOTION,
                    Map.of(
                            "data_source_id",
                            "0123456789abcdef0123456789abcdef",
                            "properties",
                            Map.of(
                                    "Asked by",
                                    Map.of("value", "asked_by", "type", "rich_text"),
                                    "Cost (USD)",
                                    Map.of("value", "cost", "type", "number"),
                                    "State",
                                    Map.of("value", "status", "type", "select"),
                                    "Record",
                                    Map.of("value", "link", "type", "url"))),
                    Platform.COPILOT_STUDIO,
                    Map.of("locale", "de-DE"));

    static Map<String, Object> config(Platform platform) {
        return AGENTS.getOrDefault(platform, Map.of());
    }

    @TestFactory
    Stream<DynamicTest> areWhatIsSent() {
        return AGENTS.entrySet().stream()
                .flatMap(each -> tests(each.getKey(), each.getValue()).stream());
    }

    private static List<DynamicTest> tests(Platform platform, Map<String, Object> config) {
        var agent = Samples.agent(platform, config);
        return Samples.all().entrySet().stream()
                .map(each -> {
                    var name = platform.text() + "-" + each.getKey() + ".json";
                    return DynamicTest.dynamicTest(
                            name,
                            () ->
                                    compare(
                                            DIRECTORY.resolve(name),
                                            Samples.json(Courier.render(agent, each.getValue()))));
                })
                .toList();
    }

    private static void compare(Path file, JsonNode actual) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual.toPrettyString() + "\n");
        }

        assertThat(Samples.json(Files.readString(file))).isEqualTo(actual);
    }
}
