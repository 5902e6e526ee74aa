package dev.tollgate.domain.admission;

import java.time.Duration;

/**
 * At most {@code calls} at the same time.
 *
 * @param lease after which a call that never ended stops counting
 */
public record ConcurrencyRule(LimitScope scope, int calls, Duration lease) {
    public ConcurrencyRule {
        if (calls < 1 || !lease.isPositive()) {
            throw new IllegalArgumentException("not a limit: " + calls + " for " + lease);
        }
    }

    public String name() {
        return scope.kind().text() + "-concurrency";
    }
}
