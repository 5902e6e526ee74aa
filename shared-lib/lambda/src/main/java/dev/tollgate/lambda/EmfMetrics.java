package dev.tollgate.lambda;

import dev.tollgate.domain.Metrics;
import java.time.Duration;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * CloudWatch metrics through the <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>: lines on the function's output, no call on the hot path.
 */
public final class EmfMetrics implements Metrics {
    private static final String NAMESPACE = "Tollgate";

    @Override
    public void count(String name, Map<String, String> dimensions) {
        put(name, 1, MetricUnit.COUNT, dimensions);
    }

    @Override
    public void gauge(String name, double value, Map<String, String> dimensions) {
        put(name, value, MetricUnit.NONE, dimensions);
    }

    @Override
    public void time(String name, Duration took, Map<String, String> dimensions) {
        put(name, took.toNanos() / 1e6, MetricUnit.MILLISECONDS, dimensions);
    }

    private static void put(
            String name, double value, MetricUnit unit, Map<String, String> dimensions) {
        MetricsFactory.getMetricsInstance()
                .flushSingleMetric(name, value, unit, NAMESPACE, DimensionSet.of(dimensions));
    }
}
