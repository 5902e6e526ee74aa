package dev.tollgate.outbound;

import java.time.Duration;

/** The span a call may take, on the machine's steady clock: a wall clock may be set meanwhile. */
record Deadline(long begun, Duration span) {
    static Deadline in(Duration span) {
        return new Deadline(System.nanoTime(), span);
    }

    Duration spent() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Never negative. */
    Duration left() {
        var left = span.minus(spent());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
