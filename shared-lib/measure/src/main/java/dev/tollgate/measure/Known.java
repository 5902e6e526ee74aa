package dev.tollgate.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Metrics that are told of whether they were ever counted or not, so that nobody who asks for one
 * by its name takes a typing error for a zero.
 */
final class Known {
    static final List<String> COUNTERS =
            List.of(
                    "approvals_queued_total",
                    "external_agent_budget_denials",
                    "external_agent_policy_denials",
                    "external_agent_policy_evaluations",
                    "external_agent_rate_limit_violations",
                    "external_agent_webhook_failures",
                    "scheduler_errors_total",
                    "scheduler_runs_total",
                    "tool_calls_total",
                    "tool_validation_errors_total",
                    "webhook_deliveries");

    static final List<String> HISTOGRAMS =
            List.of(
                    "request_duration_seconds",
                    "scheduler_run_duration_seconds",
                    "tool_call_duration_seconds",
                    "webhook_delivery_latency_seconds");

    static final Set<String> WITHOUT_LABELS =
            Set.of("approvals_queued_total", "external_agent_admissions_without_counters");

    private static final Map<String, String> HELP =
            Map.ofEntries(
                    Map.entry(
                            "approvals_queued_total", "Calls that were held for people to agree."),
                    Map.entry("external_agent_budget_denials", "Calls that a budget refused."),
                    Map.entry("external_agent_policy_denials", "Calls that the policies denied."),
                    Map.entry(
                            "external_agent_policy_evaluations",
                            "Calls that the policies decided on."),
                    Map.entry(
                            "external_agent_rate_limit_violations",
                            "Calls that a rate limit refused."),
                    Map.entry(
                            "external_agent_webhook_failures", "Deliveries that ended as failed."),
                    Map.entry("request_duration_seconds", "How long requests took to answer."),
                    Map.entry("scheduler_errors_total", "Scheduled runs that failed."),
                    Map.entry("scheduler_run_duration_seconds", "How long scheduled runs took."),
                    Map.entry("scheduler_runs_total", "Scheduled runs."),
                    Map.entry("tool_call_duration_seconds", "How long tool calls took."),
                    Map.entry("tool_calls_total", "Tool calls that were asked for."),
                    Map.entry(
                            "tool_validation_errors_total",
                            "Tool calls whose arguments do not fit the schema."),
                    Map.entry("webhook_deliveries", "Deliveries that ended."),
                    Map.entry(
                            "webhook_delivery_latency_seconds",
                            "How long after they were asked for deliveries were made."));

    private Known() {}

    static String help(String name) {
        return Optional.ofNullable(HELP.get(name)).orElse("See docs/metrics.md.");
    }
}
