package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The build runs these tests with the variables that make the format's library print. */
final class EmfMetricsTest {
    @Test
    void measuresNothingOutsideLambda() {
        var metrics = EmfMetrics.of(Environment.of(Map.of()));

        assertThatCode(
                        () -> {
                            metrics.count("calls", Map.of());
                            metrics.flush();
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void rollsUpOverAllValuesOfTheDimensions() {
        var lines =
                printed(metrics -> {
                    metrics.count("calls", Map.of("platform", "slack", "code", "a"));
                    metrics.time(
                            "took", Duration.ofMillis(3), Map.of("platform", "slack", "code", "a"));
                });

        assertThat(lines).hasSize(1);
        var directive = lines.getFirst().at("/_aws/CloudWatchMetrics/0");
        assertThat(directive.path("Namespace").asText()).isEqualTo("Tollgate");
        assertThat(directive.path("Dimensions"))
                .isEqualTo(Json.parse("[[\"code\",\"platform\"],[]]"));
        assertThat(directive.path("Metrics"))
                .containsExactlyInAnyOrder(
                        Json.parse("{\"Name\":\"calls\",\"Unit\":\"Count\"}"),
                        Json.parse("{\"Name\":\"took\",\"Unit\":\"Milliseconds\"}"));
        assertThat(lines.getFirst().path("platform").asText()).isEqualTo("slack");
        assertThat(lines.getFirst().path("calls").asDouble()).isEqualTo(1);
    }

    @Test
    void writesALineForEachValueAndRollsUpEach() {
        var lines =
                printed(metrics -> {
                    metrics.gauge("share", 0.5, Map.of("limit", "agent-daily"));
                    metrics.gauge("share", 0.7, Map.of("limit", "agent-monthly"));
                });

        assertThat(lines)
                .extracting(EmfMetricsTest::dimensions)
                .containsExactly("[[\"limit\"],[]]", "[[\"limit\"],[]]");
        assertThat(lines)
                .extracting(line -> line.path("share").asDouble())
                .containsExactly(0.5, 0.7);
    }

    @Test
    void rollsNothingUpThatHasNoDimensions() {
        var lines = printed(metrics -> metrics.gauge("redis_up", 1, Map.of()));

        assertThat(lines).extracting(EmfMetricsTest::dimensions).containsExactly("[[]]");
    }

    @Test
    void makesOfAnyValueADimensionThatPowertoolsTakes() {
        assertThat(EmfMetrics.dimension("GET /health")).isEqualTo("GET_/health");
        assertThat(EmfMetrics.dimension(" ")).isEqualTo("none");
        assertThat(EmfMetrics.dimension("\u00e4".repeat(2000))).isEqualTo("_".repeat(1024));
    }

    private static String dimensions(JsonNode line) {
        return line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString();
    }

    /** The lines that a function would have in its log. */
    private static List<JsonNode> printed(Consumer<EmfMetrics> measure) {
        var metrics =
                (EmfMetrics)
                        EmfMetrics.of(Environment.of(Map.of("AWS_LAMBDA_FUNCTION_NAME", "test")));
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            measure.accept(metrics);
            metrics.flush();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{\"_aws\""))
                .map(Json::parse)
                .toList();
    }
}
