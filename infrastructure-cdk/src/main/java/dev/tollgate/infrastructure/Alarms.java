package dev.tollgate.infrastructure;

import dev.tollgate.lambda.LambdaFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * The alerts of the administrator guide, with its intent rather than its expressions
 * (docs/alarms.md says where they differ), and those that operating the parts takes. All tell the
 * topic, when they begin and when they end. The last part of a name says which alarm it is.
 */
final class Alarms extends Construct {
    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration FIVE_MINUTES = Duration.minutes(5);
    private static final Duration HOUR = Duration.hours(1);

    /** Fewer decisions or deliveries than this say nothing about a rate. */
    private static final int ENOUGH = 20;

    private final Settings settings;
    private final SnsAction tell;
    private final List<Alarm> all = new ArrayList<>();

    Alarms(Construct scope, Settings settings, DataStack data, CacheStack cache, GateStack gate) {
        super(scope, "Alarms");
        this.settings = settings;
        tell = new SnsAction(data.alarms());
        budgets();
        limits();
        policies();
        deliveries(data, gate);
        identity();
        counters(cache);
        functions(gate);
        audit();
        all.forEach(this::notifies);
        gate.functions().stream().map(JavaFunction::errors).forEach(this::notifies);
    }

    /** Those of this stack, in the order of this file. */
    List<Alarm> all() {
        return List.copyOf(all);
    }

    private void notifies(Alarm alarm) {
        alarm.addAlarmAction(tell);
        alarm.addOkAction(tell);
    }

    private void budgets() {
        var usage = Measured.of("external_agent_budget_usage_percentage", "Maximum", FIVE_MINUTES);
        alarm(
                "ExternalAgentBudgetExhausted",
                "critical: a budget is used to 95 % or more, or refused a call.",
                usage,
                atLeast(0.95));
        alarm(
                "ExternalAgentBudgetWarning",
                "warning: a budget is used to 80 % or more.",
                usage,
                atLeast(0.80));
    }

    private void limits() {
        alarm(
                "HighRateLimitUsage",
                "warning: for a quarter of an hour less than 10 % of a rate limit was left.",
                Measured.of("external_agent_rate_limit_remaining_ratio", "Minimum", FIVE_MINUTES),
                below(0.10).inARow(3));
    }

    private void policies() {
        alarm(
                "HighPolicyDenialRate",
                "critical: policies denied more than 10 % of the calls of five minutes.",
                Measured.share(
                        sum("external_agent_policy_denials", FIVE_MINUTES),
                        sum("external_agent_policy_evaluations", FIVE_MINUTES),
                        ENOUGH,
                        FIVE_MINUTES),
                above(0.10));
    }

    private void deliveries(DataStack data, GateStack gate) {
        alarm(
                "WebhookDeliveryFailures",
                "warning: more than 5 % of the deliveries that ended within an hour failed.",
                Measured.share(
                        sum("external_agent_webhook_failures", HOUR),
                        sum("webhook_deliveries", HOUR),
                        ENOUGH,
                        HOUR),
                above(0.05));
        alarm(
                "DeliveryBacklog",
                "warning: an order waits for longer than ten minutes.",
                data.delivery()
                        .metricApproximateAgeOfOldestMessage(statistic("Maximum", FIVE_MINUTES)),
                above(600));
        alarm(
                "DeadLetters",
                "warning: deliveries failed for good; look at each, then send it again or not.",
                visible(data.deadLetters()),
                above(0));
        alarm(
                "LostEvents",
                "critical: a schedule or an alarm found no function that takes it.",
                visible(gate.lost()),
                above(0));
    }

    private void identity() {
        alarm(
                "FailedAuthentications",
                "warning: 50 requests or more of five minutes had no credential that holds.",
                sum("credential_refused", FIVE_MINUTES),
                atLeast(50));
    }

    private void counters(CacheStack cache) {
        alarm(
                "RateLimiterUnavailable",
                "critical: the counters did not answer for three minutes. Budgets hold without"
                        + " them; rate limits hold per function or refuse, as is set.",
                Measured.of("redis_up", "Minimum", MINUTE),
                below(1).inARow(3).missingCounts());
        var memory = new TreeMap<String, IMetric>();
        var evictions = new TreeMap<String, IMetric>();
        var fill = cache.fill();
        fill.dimensions()
                .forEach(dimensions -> {
                    var id = "m" + memory.size();
                    memory.put(id, elastiCache(fill.metric(), "Maximum", dimensions));
                    evictions.put(id, elastiCache("Evictions", "Sum", dimensions));
                });
        alarm(
                "CounterMemory",
                "critical: the counters fill up; without room every call is leased from DynamoDB.",
                greatest(memory),
                above(fill.limit()));
        alarm(
                "CounterEvictions",
                "critical: counters were dropped, which must not happen: limits let calls through.",
                greatest(evictions),
                above(0));
    }

    private void functions(GateStack gate) {
        alarm(
                "ApiServerErrors",
                "critical: more than 1 % of the requests of five minutes were answered with 5xx.",
                Measured.share(
                        gate.api().http().metricServerError(statistic("Sum", FIVE_MINUTES)),
                        gate.api().http().metricCount(statistic("Sum", FIVE_MINUTES)),
                        ENOUGH,
                        FIVE_MINUTES),
                above(0.01));
        alarm(
                "FunctionThrottles",
                "critical: Lambda refused to run a function: a quota is too small.",
                throttles(gate),
                above(0));
        alarm(
                "MaintenanceSilent",
                "critical: maintenance has not run for ten minutes: interrupted calls stay open.",
                gate.function(LambdaFunction.MAINTENANCE)
                        .alias()
                        .metricInvocations(statistic("Sum", FIVE_MINUTES)),
                below(1).inARow(2).missingCounts());
    }

    /** Measured every minute whatever there was to do, so silence is a fault. */
    private void audit() {
        alarm(
                "AuditNotSealed",
                "critical: for ten minutes the audit has not been sealed: changes of it would not show.",
                Measured.of("audit_sealed", "SampleCount", FIVE_MINUTES),
                below(1).inARow(2).missingCounts());
        alarm(
                "AuditNotArchived",
                "critical: for ten minutes no seal could be archived, or entries of one are gone.",
                Measured.of("audit_archived", "SampleCount", FIVE_MINUTES),
                below(1).inARow(2).missingCounts());
    }

    /** Maintenance is held to one run at a time, so that a second is refused is as it should be. */
    private static MathExpression throttles(GateStack gate) {
        var throttles = new TreeMap<String, IMetric>();
        Arrays.stream(LambdaFunction.values())
                .filter(function -> function != LambdaFunction.MAINTENANCE)
                .map(gate::function)
                .forEach(function ->
                        throttles.put(
                                "m" + throttles.size(),
                                function.alias().metricThrottles(statistic("Sum", FIVE_MINUTES))));
        return MathExpression.Builder.create()
                .expression(
                        String.join(
                                " + ",
                                throttles.keySet().stream()
                                        .sorted()
                                        .map(id -> "FILL(" + id + ", 0)")
                                        .toList()))
                .usingMetrics(throttles)
                .period(FIVE_MINUTES)
                .build();
    }

    private static IMetric elastiCache(
            String name, String statistic, Map<String, String> dimensions) {
        return Measured.of("AWS/ElastiCache", name, statistic, FIVE_MINUTES, dimensions);
    }

    private static MathExpression greatest(Map<String, IMetric> metrics) {
        return MathExpression.Builder.create()
                .expression("MAX(METRICS())")
                .usingMetrics(metrics)
                .period(FIVE_MINUTES)
                .build();
    }

    private static IMetric sum(String name, Duration period) {
        return Measured.of(name, "Sum", period);
    }

    private static IMetric visible(Queue queue) {
        return queue.metricApproximateNumberOfMessagesVisible(statistic("Maximum", FIVE_MINUTES));
    }

    private static MetricOptions statistic(String statistic, Duration period) {
        return MetricOptions.builder().statistic(statistic).period(period).build();
    }

    private void alarm(String kind, String description, IMetric metric, Condition condition) {
        all.add(
                Alarm.Builder.create(this, kind)
                        .alarmName(settings.name() + "-" + kind)
                        .alarmDescription(description)
                        .metric(metric)
                        .threshold(condition.threshold())
                        .comparisonOperator(condition.operator())
                        .evaluationPeriods(condition.periods())
                        .treatMissingData(
                                condition.missing()
                                        ? TreatMissingData.BREACHING
                                        : TreatMissingData.NOT_BREACHING)
                        .build());
    }

    /**
     * When an alarm goes off.
     *
     * @param periods in a row
     * @param missing whether silence is as bad as a bad value
     */
    private record Condition(
            ComparisonOperator operator, double threshold, int periods, boolean missing) {
        Condition inARow(int more) {
            return new Condition(operator, threshold, more, missing);
        }

        Condition missingCounts() {
            return new Condition(operator, threshold, periods, true);
        }
    }

    private static Condition atLeast(double threshold) {
        return new Condition(
                ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD, threshold, 1, false);
    }

    private static Condition above(double threshold) {
        return new Condition(ComparisonOperator.GREATER_THAN_THRESHOLD, threshold, 1, false);
    }

    private static Condition below(double threshold) {
        return new Condition(ComparisonOperator.LESS_THAN_THRESHOLD, threshold, 1, false);
    }
}
