package dev.tollgate.infrastructure;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.constructs.Construct;

/** One page: is the gate well, what does it let through, what does it refuse, what is owed. */
final class GateDashboard extends Construct {
    private static final int WHOLE = 24;
    private static final int HALF = 12;
    private static final int HEIGHT = 6;
    private static final Duration MINUTE = Duration.minutes(1);

    GateDashboard(
            Construct scope, Settings settings, DataStack data, Alarms alarms, GateStack gate) {
        super(scope, "Dashboard");
        Dashboard.Builder.create(this, "Page")
                .dashboardName(settings.name())
                .defaultInterval(Duration.hours(3))
                .widgets(
                        List.of(
                                List.of(status(alarms, gate)),
                                List.of(requests(gate), functionTimes(gate)),
                                List.of(decisions(), budgets()),
                                List.of(deliveries(), queues(data)),
                                List.of(functionFaults(gate), upkeep())))
                .build();
    }

    private static IWidget status(Alarms alarms, GateStack gate) {
        return AlarmStatusWidget.Builder.create()
                .title("Alarms")
                .alarms(
                        Stream.concat(
                                        alarms.all().stream(),
                                        gate.functions().stream().map(JavaFunction::errors))
                                .toList())
                .width(WHOLE)
                .build();
    }

    private static IWidget requests(GateStack gate) {
        var http = gate.api().http();
        return graph(
                "Requests a minute: all, 4xx, 5xx",
                List.of(
                        http.metricCount(sum()),
                        http.metricClientError(sum()),
                        http.metricServerError(sum())));
    }

    private static IWidget functionTimes(GateStack gate) {
        return graph(
                "Duration, p95 in ms",
                gate.functions().stream()
                        .map(function -> function.alias().metricDuration(statistic("p95")))
                        .toList());
    }

    private static IWidget functionFaults(GateStack gate) {
        return graph(
                "Crashes and throttles a minute",
                gate.functions().stream()
                        .flatMap(function ->
                                Stream.of(
                                        function.alias().metricErrors(sum()),
                                        function.alias().metricThrottles(sum())))
                        .toList());
    }

    private static IWidget decisions() {
        return graph(
                "Decisions a minute",
                Stream.of(
                                "external_agent_policy_evaluations",
                                "external_agent_policy_denials",
                                "external_agent_rate_limit_violations",
                                "external_agent_budget_denials",
                                "external_agent_refusals",
                                "credential_refused")
                        .map(name -> Measured.of(name, "Sum", MINUTE))
                        .toList());
    }

    private static IWidget budgets() {
        return graph(
                "The fullest budget and the tightest rate limit",
                List.of(
                        Measured.of("external_agent_budget_usage_percentage", "Maximum", MINUTE),
                        Measured.of(
                                "external_agent_rate_limit_remaining_ratio", "Minimum", MINUTE)));
    }

    private static IWidget deliveries() {
        return graph(
                "Deliveries a minute",
                Stream.of(
                                "webhook_attempts",
                                "webhook_deliveries",
                                "external_agent_webhook_failures")
                        .map(name -> Measured.of(name, "Sum", MINUTE))
                        .toList());
    }

    private static IWidget queues(DataStack data) {
        return graph(
                "Orders: waiting, oldest in s, failed for good",
                List.of(
                        data.delivery().metricApproximateNumberOfMessagesVisible(most()),
                        data.delivery().metricApproximateAgeOfOldestMessage(most()),
                        data.deadLetters().metricApproximateNumberOfMessagesVisible(most())));
    }

    private static IWidget upkeep() {
        return graph(
                "Maintenance: counters up, calls settled, budgets reconciled",
                Stream.of(
                                "redis_up",
                                "interrupted_calls_settled",
                                "reservations_swept",
                                "budgets_reconciled")
                        .map(name -> Measured.of(name, "Maximum", MINUTE))
                        .toList());
    }

    private static IWidget graph(String title, List<? extends IMetric> metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(metrics)
                .width(HALF)
                .height(HEIGHT)
                .build();
    }

    private static MetricOptions sum() {
        return statistic("Sum");
    }

    private static MetricOptions most() {
        return statistic("Maximum");
    }

    private static MetricOptions statistic(String statistic) {
        return MetricOptions.builder().statistic(statistic).period(MINUTE).build();
    }
}
