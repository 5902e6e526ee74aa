package dev.tollgate.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One call through the gate, told for people who have never seen one. */
record Story(JsonNode answer, JsonNode row, JsonNode status) {
    private static final String INPUT = "Who goes there?";

    /** Makes the call. */
    static Story of(Client caller, Sample sample) {
        var agent = "/api/external-agents/" + sample.agentId();
        var answer =
                caller.post(agent + "/invoke", "{\"input\": \"%s\"}".formatted(INPUT)).expect(200);
        var row = caller.get("/api/invocations/" + answer.body().path("invocation_id").asText());
        var status = caller.get(agent + "/governance-status").expect(200);
        return new Story(answer.body(), row.expect(200).body(), status.body());
    }

    String text() {
        var lines = new ArrayList<String>();
        lines.add("The first call through the gate");
        lines.add("");
        line(
                lines,
                "caller",
                "%s, from %s, asked %s: %s"
                        .formatted(
                                row.path("principal").asText(),
                                row.path("source_ip").asText(),
                                Sample.AGENT_NAME,
                                INPUT));
        line(lines, "policy", row.path("policy").asText() + " allowed it");
        line(lines, "windows", rates());
        line(lines, "budget", budgets());
        line(lines, "effect", "the agent answered " + answer.path("output"));
        line(
                lines,
                "delivery",
                "inline, at once; the agent's server said %s"
                        .formatted(row.path("upstream_status").asText()));
        line(lines, "cost", "$" + money(answer.path("cost_usd")));
        line(
                lines,
                "spent",
                "$%s of $%s this month"
                        .formatted(
                                money(status.path("budget").path("monthly_spent_usd")),
                                money(status.path("budget").path("monthly_budget_usd"))));
        line(lines, "lineage", answer.path("invocation_id").asText());
        line(lines, "trace", answer.path("trace_id").asText());
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static void line(List<String> lines, String name, String text) {
        lines.add("  %-8s %s".formatted(name, text));
    }

    private String rates() {
        return each("rates")
                .map(rate ->
                        "%s: %s of %s left"
                                .formatted(
                                        rate.path("limit").asText(),
                                        rate.path("remaining").asText(),
                                        rate.path("calls").asText()))
                .collect(Collectors.joining("; "));
    }

    private String budgets() {
        return each("budgets")
                .map(budget ->
                        "%s: $%s of $%s left"
                                .formatted(
                                        budget.path("limit").asText(),
                                        money(budget.path("remaining_usd")),
                                        money(budget.path("limit_usd"))))
                .collect(Collectors.joining("; "));
    }

    private Stream<JsonNode> each(String name) {
        return StreamSupport.stream(answer.path("remaining").path(name).spliterator(), false);
    }

    private static String money(JsonNode amount) {
        return new BigDecimal(amount.asText("0")).stripTrailingZeros().toPlainString();
    }
}
