package dev.tollgate.local.openapi;

import dev.tollgate.domain.AgentId;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import dev.tollgate.measure.Exposition;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is counted. */
final class MetricsOperations {
    private MetricsOperations() {}

    static Map<String, Schema> schemas() {
        return Map.of("RateLimitViolations", violations().schema());
    }

    private static Shape violations() {
        var total =
                Shape.written()
                        .always("since", Schema.time())
                        .always("violations", Schema.integer(0));
        var limit =
                Shape.written()
                        .always("limit", Schema.text())
                        .always("last_hour", Schema.integer(0))
                        .always("last_day", Schema.integer(0));
        var agent =
                Shape.written()
                        .always("agent_id", Values.id(AgentId.PREFIX))
                        .always(
                                "name",
                                Schema.text().orNull().described("`null` if it is deleted."))
                        .always("platform", Values.PLATFORM.orNull())
                        .always("last_hour", Schema.integer(0))
                        .always("last_day", Schema.integer(0))
                        .always("limits", Schema.list(limit.schema()));
        return Shape.written()
                .always("last_hour", total.schema())
                .always("last_day", total.schema())
                .always("agents", Schema.list(agent.schema()))
                .always(
                        "other_agents",
                        Schema.integer(0).described("How many there are beside those."));
    }

    static Operation read() {
        var content = new LinkedHashMap<String, Schema>();
        for (var format : Exposition.values()) {
            content.put(bare(format.mediaType()), Schema.text());
        }
        return Area.METRICS
                .operation("Read the metrics, for Prometheus")
                .described("In OpenMetrics for who accepts that rather than text.")
                .gives(Answer.of(200, "Metrics in the format that was asked for.", content))
                .refuses(Refusals.INVALID);
    }

    /** Without its parameters. */
    private static String bare(String mediaType) {
        return mediaType.substring(0, mediaType.indexOf(';'));
    }

    static Operation rateLimitViolations() {
        return Area.METRICS
                .operation("Read which agents' calls rate limits refused")
                .gives(
                        Answer.ok(
                                "Those with the most of the last hour first.",
                                Schema.ref("RateLimitViolations")))
                .refuses(
                        Refusals.INVALID,
                        Refusal.of(
                                        "CountersDown",
                                        503,
                                        "counters_down",
                                        "The shared counters do not answer.")
                                .with(Refusals.RETRY_AFTER));
    }
}
