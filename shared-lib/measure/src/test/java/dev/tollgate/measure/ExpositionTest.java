package dev.tollgate.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.testing.InMemoryTallies;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpositionTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private final InMemoryTallies tallies = new InMemoryTallies(InstantSource.fixed(NOW));
    private final Measures measures =
            Measures.at(new Silent(), tallies, InstantSource.fixed(NOW), new SplittableRandom(1));

    private List<Family> families(String... names) {
        return Counted.read(tallies).families().stream()
                .filter(family -> List.of(names).contains(family.name()))
                .toList();
    }

    @Test
    void writesCountersAndHistogramsForPrometheus() {
        count();

        assertThat(
                        Exposition.PROMETHEUS.write(
                                families(
                                        "approvals_queued_total",
                                        "request_duration_seconds",
                                        "external_agent_policy_denials")))
                .isEqualTo(
                        """
                        # HELP approvals_queued_total Calls that were held for people to agree.
                        # TYPE approvals_queued_total counter
                        approvals_queued_total 1
                        # HELP external_agent_policy_denials Calls that the policies denied.
                        # TYPE external_agent_policy_denials counter
                        external_agent_policy_denials{platform="slack"} 2
                        # HELP request_duration_seconds How long requests took to answer.
                        # TYPE request_duration_seconds histogram
                        request_duration_seconds_bucket{route="GET /health",le="0.005"} 1
                        request_duration_seconds_bucket{route="GET /health",le="0.01"} 1
                        request_duration_seconds_bucket{route="GET /health",le="0.025"} 2
                        request_duration_seconds_bucket{route="GET /health",le="0.05"} 2
                        request_duration_seconds_bucket{route="GET /health",le="0.1"} 2
                        request_duration_seconds_bucket{route="GET /health",le="0.25"} 2
                        request_duration_seconds_bucket{route="GET /health",le="0.5"} 2
                        request_duration_seconds_bucket{route="GET /health",le="1.0"} 2
                        request_duration_seconds_bucket{route="GET /health",le="2.5"} 2
                        request_duration_seconds_bucket{route="GET /health",le="5.0"} 2
                        request_duration_seconds_bucket{route="GET /health",le="10.0"} 2
                        request_duration_seconds_bucket{route="GET /health",le="30.0"} 2
                        request_duration_seconds_bucket{route="GET /health",le="+Inf"} 3
                        request_duration_seconds_count{route="GET /health"} 3
                        request_duration_seconds_sum{route="GET /health"} 31.023500
                        """);
    }

    @Test
    void keepsTheNamesOfNumbersInOpenMetrics() {
        count();

        assertThat(
                        Exposition.OPEN_METRICS.write(
                                families(
                                        "approvals_queued_total", "external_agent_policy_denials")))
                .isEqualTo(
                        """
                        # HELP approvals_queued Calls that were held for people to agree.
                        # TYPE approvals_queued counter
                        approvals_queued_total 1
                        # HELP external_agent_policy_denials Calls that the policies denied.
                        # TYPE external_agent_policy_denials unknown
                        external_agent_policy_denials{platform="slack"} 2
                        # EOF
                        """);
    }

    private void count() {
        var metrics = measures.metrics();
        metrics.count("approvals_queued_total", Map.of());
        metrics.count("external_agent_policy_denials", Map.of("platform", "slack"));
        metrics.count("external_agent_policy_denials", Map.of("platform", "slack"));
        var route = Map.of("route", "GET /health");
        metrics.time("request_duration", Duration.ofNanos(3_500_000), route);
        metrics.time("request_duration", Duration.ofMillis(20), route);
        metrics.time("request_duration", Duration.ofSeconds(31), route);
    }

    @Test
    void tellsWhatWasNeverCounted() {
        var text = Exposition.PROMETHEUS.write(Counted.read(tallies).families());

        assertThat(text)
                .contains("\napprovals_queued_total 0\n")
                .contains("# TYPE tool_calls_total counter\n")
                .contains("# TYPE tool_call_duration_seconds histogram\n")
                .doesNotContain("\ntool_calls_total ");
        assertThat(Counted.read(tallies).began()).isEmpty();
    }

    @Test
    void escapesTheValuesOfLabels() {
        measures.metrics().count("webhook_deliveries", Map.of("status", "a\\b\"c\nd"));

        assertThat(Exposition.PROMETHEUS.write(families("webhook_deliveries")))
                .endsWith("\nwebhook_deliveries{status=\"a\\\\b\\\"c\\nd\"} 1\n");
    }

    @Test
    void hasRoomForSoManySeriesAndNotMore() {
        for (int i = 0; i < 3_000; i++) {
            measures.metrics().count("webhook_deliveries", Map.of("status", "s" + i));
        }

        var text = Exposition.PROMETHEUS.write(families("webhook_deliveries"));
        // One place is taken by the time at which the sheet began.
        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .hasSize(2_000)
                .contains("webhook_deliveries{status=\"other\"} 1001");
        assertThat(Counted.read(tallies).began()).contains(NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                                                            | PROMETHEUS
                    */*                                                           | PROMETHEUS
                    application/json                                              | PROMETHEUS
                    text/plain                                                    | PROMETHEUS
                    application/openmetrics-text                                  | OPEN_METRICS
                    Application/OpenMetrics-Text; Version=1.0.0                   | OPEN_METRICS
                    application/openmetrics-text; version=0.0.1                   | PROMETHEUS
                    application/openmetrics-text;q=0.2,text/plain;q=0.9           | PROMETHEUS
                    application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;escaping=allow-utf-8;q=0.2,*/*;q=0.1 | OPEN_METRICS
                    application/openmetrics-text;q=0                              | PROMETHEUS
                    """)
    void writesTheFormatThatIsAskedFor(String accept, Exposition format) {
        assertThat(Exposition.accepted(accept)).isEqualTo(format);
    }
}
