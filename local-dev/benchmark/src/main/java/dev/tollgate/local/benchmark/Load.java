package dev.tollgate.local.benchmark;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What callers saw that called again as soon as they were answered.
 *
 * @param latencies in nanoseconds
 */
record Load(int callers, Histogram latencies, double seconds) {
    /** Of {@link #row}. */
    static final String HEADER = "callers  per second   p50 ms   p95 ms   p99 ms   max ms";

    /** Does its work once and answers how many nanoseconds of it count. */
    @FunctionalInterface
    interface Work {
        long run();
    }

    static Load of(int callers, Duration time, Work work) {
        var latencies = new ConcurrentHistogram(3);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        try (var pool = Executors.newFixedThreadPool(callers)) {
            var running =
                    IntStream.range(0, callers)
                            .mapToObj(i ->
                                    pool.submit(() -> {
                                        while (System.nanoTime() < end) {
                                            latencies.recordValue(work.run());
                                        }
                                    }))
                            .toList();
            for (var each : running) {
                each.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the measurement failed", e);
        }
        return new Load(callers, latencies, (System.nanoTime() - start) / 1e9);
    }

    long count() {
        return latencies.getTotalCount();
    }

    double perSecond() {
        return count() / seconds;
    }

    double millis(double percentile) {
        return micros(percentile) / 1e3;
    }

    double micros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }

    /** Callers, throughput and milliseconds. */
    String row() {
        return "%7d  %10.0f  %7.2f  %7.2f  %7.2f  %7.1f"
                .formatted(callers, perSecond(), millis(50), millis(95), millis(99), millis(100));
    }
}
