package dev.tollgate.infrastructure;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * The metrics that the functions emit, see docs/metrics.md, over all values of their dimensions.
 */
final class Measured {
    private static final String NAMESPACE = "Tollgate";

    private Measured() {}

    static Metric of(String name, String statistic, Duration period) {
        return of(NAMESPACE, name, statistic, period, Map.of());
    }

    static Metric of(
            String namespace,
            String name,
            String statistic,
            Duration period,
            Map<String, String> dimensions) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .statistic(statistic)
                .period(period)
                .dimensionsMap(dimensions)
                .build();
    }

    /**
     * Which share of all were so; nothing where there were fewer than {@code least}, of which a
     * share says little.
     */
    static MathExpression share(IMetric these, IMetric all, int least, Duration period) {
        return MathExpression.Builder.create()
                .expression("IF(all >= %d, FILL(these, 0) / all, 0)".formatted(least))
                .usingMetrics(new TreeMap<>(Map.of("these", these, "all", all)))
                .period(period)
                .build();
    }
}
