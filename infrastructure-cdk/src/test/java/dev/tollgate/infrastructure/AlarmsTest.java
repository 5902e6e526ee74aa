package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.infrastructure.Synthesised.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts of the administrator guide, and those of the parts. */
@NeedsNode
final class AlarmsTest {
    private static final Synthesised SYNTHESISED = Synthesised.USUAL;

    @Test
    void areThoseOfTheGuide() {
        assertThat(names())
                .contains(
                        "tollgate-ExternalAgentBudgetExhausted",
                        "tollgate-RateLimiterUnavailable",
                        "tollgate-HighPolicyDenialRate",
                        "tollgate-ExternalAgentBudgetWarning",
                        "tollgate-HighRateLimitUsage",
                        "tollgate-WebhookDeliveryFailures",
                        "tollgate-FailedAuthentications");
    }

    /** What goes off, when, and on what: read it before it changes. */
    @Test
    void goOffAsWasDecided() {
        GoldenText.compare(
                "alarms.txt",
                alarms().map(AlarmsTest::line).sorted().collect(Collectors.joining("\n")) + "\n");
    }

    private static String line(Resource alarm) {
        var it = alarm.properties();
        return "%s: %s %s %s, %d of %d s, missing is %s"
                .formatted(
                        it.path("AlarmName").asText(),
                        metric(it),
                        it.path("ComparisonOperator").asText(),
                        it.path("Threshold").asText(),
                        it.path("EvaluationPeriods").asInt(),
                        period(it),
                        it.path("TreatMissingData").asText());
    }

    private static String metric(JsonNode alarm) {
        if (alarm.has("MetricName")) {
            return alarm.path("Statistic").asText() + " " + alarm.path("MetricName").asText();
        }
        var parts =
                Synthesised.values(alarm.path("Metrics"))
                        .filter(metric -> metric.has("MetricStat"))
                        .map(metric ->
                                metric.path("Id").asText()
                                        + " = "
                                        + metric.at("/MetricStat/Metric/MetricName").asText())
                        .sorted()
                        .collect(Collectors.joining(", "));
        var expression =
                Synthesised.values(alarm.path("Metrics"))
                        .filter(metric -> metric.has("Expression"))
                        .map(metric -> metric.path("Expression").asText())
                        .collect(Collectors.joining());
        return expression + " with " + parts;
    }

    private static int period(JsonNode alarm) {
        return alarm.has("Period")
                ? alarm.path("Period").asInt()
                : Synthesised.values(alarm.path("Metrics"))
                        .mapToInt(metric -> metric.at("/MetricStat/Period").asInt())
                        .max()
                        .orElse(0);
    }

    @Test
    void tellTheTopicWhenTheyBeginAndEnd() {
        assertThat(alarms())
                .isNotEmpty()
                .allSatisfy(alarm -> {
                    assertThat(targets(alarm, "AlarmActions")).containsExactly(TOPIC);
                    assertThat(targets(alarm, "OKActions")).containsExactly(TOPIC);
                });
    }

    private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:tollgate-alarms";

    /** An alarm on a metric that nobody emits never goes off. */
    @Test
    void watchWhatTheFunctionsEmit() throws IOException {
        var listed = Files.readString(Checkout.root().resolve("docs/metrics.md"));
        var ours =
                alarms().flatMap(alarm -> metrics(alarm.properties()))
                        .filter(metric -> metric.path("Namespace").asText().equals("Tollgate"))
                        .map(metric -> metric.path("MetricName").asText())
                        .distinct()
                        .toList();

        assertThat(ours)
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(listed).contains("`" + name + "`"));
    }

    @Test
    void standBesideADashboardOfWhatTheFunctionsEmit() throws IOException {
        var listed = Files.readString(Checkout.root().resolve("docs/metrics.md"));
        var dashboard = SYNTHESISED.resources("AWS::CloudWatch::Dashboard").getFirst();
        var body = SYNTHESISED.text(dashboard.properties().path("DashboardBody"));
        var ours =
                Pattern.compile("\\[\"Tollgate\",\"(\\w+)\"")
                        .matcher(body)
                        .results()
                        .map(shown -> shown.group(1))
                        .toList();

        assertThat(ours)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(listed).contains("`" + name + "`"));
    }

    private static Stream<JsonNode> metrics(JsonNode alarm) {
        return alarm.has("MetricName")
                ? Stream.of(alarm)
                : Synthesised.values(alarm.path("Metrics"))
                        .map(metric -> metric.at("/MetricStat/Metric"));
    }

    @Test
    void haveASentenceForWhoeverIsWoken() {
        assertThat(alarms())
                .allSatisfy(alarm ->
                        assertThat(alarm.properties().path("AlarmDescription").asText())
                                .hasSizeGreaterThan(30)
                                .endsWith("."));
    }

    private static List<String> targets(Resource alarm, String actions) {
        return Synthesised.values(alarm.properties().path(actions)).map(SYNTHESISED::text).toList();
    }

    private static List<String> names() {
        return alarms().map(alarm -> alarm.properties().path("AlarmName").asText()).toList();
    }

    private static Stream<Resource> alarms() {
        return SYNTHESISED.resources("AWS::CloudWatch::Alarm").stream();
    }
}
