package dev.tollgate.local.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * What was sent at a rate, and how long each took to arrive. Senders do not wait for each other, so
 * that a slow one hides nothing.
 */
final class Arrivals {
    static final String HEADER =
            "per second                   arrived   p50 ms   p95 ms   p99 ms   max ms";

    private static final long PATIENCE_SECONDS = 120;

    private final ConcurrentHistogram latencies = new ConcurrentHistogram(3);
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private CountDownLatch missing = new CountDownLatch(0);
    private double seconds;

    static int number(int rate, Duration time) {
        return Math.toIntExact(rate * time.toMillis() / 1000);
    }

    /** Sends them, one after the other in time, and waits until all have arrived. */
    <T> void send(int rate, List<T> all, Function<T, String> id, Consumer<T> send) {
        missing = new CountDownLatch(all.size());
        long start = System.nanoTime();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < all.size(); i++) {
                var one = all.get(i);
                LockSupport.parkNanos(
                        start + i * TimeUnit.SECONDS.toNanos(1) / rate - System.nanoTime());
                senders.execute(() -> {
                    sent.put(id.apply(one), System.nanoTime());
                    send.accept(one);
                });
            }
        }
        try {
            if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(missing.getCount() + " never arrived");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("the measurement failed", e);
        }
        seconds = (System.nanoTime() - start) / 1e9;
    }

    /** That one arrived; only the first time counts. */
    void came(String id) {
        long now = System.nanoTime();
        var then = sent.remove(id);
        if (then != null) {
            latencies.recordValue(now - then);
            missing.countDown();
        }
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }

    /** The rate asked for and reached, and milliseconds. */
    String row(String what, int rate) {
        return "%10d  %-15s  %8.0f  %7.1f  %7.1f  %7.1f  %7.1f"
                .formatted(
                        rate,
                        what,
                        latencies.getTotalCount() / seconds,
                        millis(50),
                        millis(95),
                        millis(99),
                        millis(100));
    }
}
