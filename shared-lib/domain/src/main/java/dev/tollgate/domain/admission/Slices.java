package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;

/**
 * How much of a limit to lease at once: enough for a thousand calls, but not more than a tenth of
 * the limit nor half of what is left, so that little is stranded when the counters are lost and the
 * last cent is still found.
 */
final class Slices {
    private static final int CALLS = 1000;
    private static final int SHARE = 10;

    private Slices() {}

    /** At least {@code missing}, even where that is more than the limit has left. */
    static Money size(Money limit, Money left, Money cost, Money missing) {
        long wanted = Math.min(usual(limit, cost), left.micros() / 2);
        return new Money(Math.max(missing.micros(), wanted));
    }

    /** A slice with less than this is filled up before it is empty: a quarter of a usual one. */
    static Money lowWater(Money limit, Money cost) {
        return new Money(usual(limit, cost) / 4);
    }

    private static long usual(Money limit, Money cost) {
        return Math.min(cost.times(CALLS).micros(), limit.micros() / SHARE);
    }
}
