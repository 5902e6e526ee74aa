package dev.tollgate.lambda;

import dev.tollgate.domain.Metrics;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * CloudWatch metrics through the <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>: lines on the function's output, no call on the hot path. Measurements are kept
 * until {@link #flush} and go out as one line for each set of dimensions.
 *
 * <p>Such a line names a second set, the empty one: CloudWatch keeps every metric once more over
 * all values of its dimensions, so that one alarm watches it without metric maths. So a name must
 * not be measured both with and without dimensions: it would be counted twice.
 */
public final class EmfMetrics implements Metrics {
    private static final String NAMESPACE = "Tollgate";
    private static final int LONGEST_VALUE = 1024;

    private final Queue<Measurement> pending = new ConcurrentLinkedQueue<>();

    private EmfMetrics() {}

    /**
     * Outside Lambda nothing is measured: the format's library would look for an agent and for the
     * machine's metadata over the network there.
     */
    public static Metrics of(Environment environment) {
        return environment.find("AWS_LAMBDA_FUNCTION_NAME").isPresent()
                ? new EmfMetrics()
                : new Unmeasured();
    }

    /** At a rehearsal nothing is measured, or it would count as what happened. */
    public static Metrics on(Line line, Environment environment) {
        return switch (line) {
            case NETWORK -> of(environment);
            case REHEARSAL -> new Unmeasured();
        };
    }

    @Override
    public void count(String name, Map<String, String> dimensions) {
        pending.add(new Measurement(name, 1, MetricUnit.COUNT, dimensions));
    }

    @Override
    public void gauge(String name, double value, Map<String, String> dimensions) {
        pending.add(new Measurement(name, value, MetricUnit.NONE, dimensions));
    }

    @Override
    public void time(String name, Duration took, Map<String, String> dimensions) {
        pending.add(
                new Measurement(name, took.toNanos() / 1e6, MetricUnit.MILLISECONDS, dimensions));
    }

    @Override
    public void flush() {
        var byDimensions = new LinkedHashMap<Map<String, String>, List<Measurement>>();
        for (var next = pending.poll(); next != null; next = pending.poll()) {
            byDimensions.computeIfAbsent(next.dimensions(), _ -> new ArrayList<>()).add(next);
        }
        byDimensions.forEach(EmfMetrics::write);
    }

    private static void write(Map<String, String> dimensions, List<Measurement> measurements) {
        MetricsFactory.getMetricsInstance()
                .flushMetrics(line -> {
                    line.setNamespace(NAMESPACE);
                    line.setDefaultDimensions(DimensionSet.of(dimensions));
                    if (!dimensions.isEmpty()) {
                        line.addDimension(new DimensionSet());
                    }
                    measurements.forEach(
                            each -> line.addMetric(each.name(), each.value(), each.unit()));
                });
    }

    /**
     * Powertools throws on a blank or empty value, and a measurement must not fail the request that
     * is measured: {@code GET /health} goes out as {@code GET_/health}.
     */
    static String dimension(String value) {
        var printable = value.strip().replaceAll("[^!-~]", "_");
        return printable.isEmpty()
                ? "none"
                : printable.substring(0, Math.min(printable.length(), LONGEST_VALUE));
    }

    private record Measurement(
            String name, double value, MetricUnit unit, Map<String, String> dimensions) {
        Measurement {
            var accepted = new TreeMap<String, String>();
            dimensions.forEach((key, given) -> accepted.put(key, dimension(given)));
            dimensions = accepted;
        }
    }

    private record Unmeasured() implements Metrics {
        @Override
        public void count(String name, Map<String, String> dimensions) {}

        @Override
        public void gauge(String name, double value, Map<String, String> dimensions) {}

        @Override
        public void time(String name, Duration took, Map<String, String> dimensions) {}
    }
}
