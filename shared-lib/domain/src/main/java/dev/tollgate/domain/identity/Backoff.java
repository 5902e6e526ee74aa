package dev.tollgate.domain.identity;

import java.time.Duration;

/**
 * How failures slow down what comes after them: so many cost nothing, then one second, two, four,
 * at most {@code longest}.
 *
 * @param forgotten so long after the last failure
 */
public record Backoff(int free, Duration longest, Duration forgotten) {
    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (free < 1 || longest.isNegative() || !forgotten.isPositive()) {
            throw new IllegalArgumentException("not a back-off");
        }
    }

    Duration after(int failures) {
        if (failures < free) {
            return Duration.ZERO;
        }
        var wait = Duration.ofSeconds(1L << Math.min(failures - free, MOST_DOUBLINGS));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
