package dev.tollgate.local.benchmark;

import java.time.Duration;

/** How much is measured: all that figures take, or just enough to see that it can be. */
enum Extent {
    WHOLE(1),
    QUICK(20);

    private final int part;

    Extent(int part) {
        this.part = part;
    }

    Duration of(Duration whole) {
        return whole.dividedBy(part);
    }

    /** At least 1. */
    int of(int whole) {
        return Math.max(1, whole / part);
    }
}
