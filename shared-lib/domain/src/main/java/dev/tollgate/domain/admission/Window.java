package dev.tollgate.domain.admission;

import java.time.Duration;
import java.util.Locale;

/**
 * A sliding window and the sub-buckets it is counted in. A call stays counted for the window's
 * length and at most one sub-bucket longer, so that no interval of that length ever holds more than
 * the limit.
 */
public enum Window {
    MINUTE(Duration.ofMinutes(1), 60),
    HOUR(Duration.ofHours(1), 60),
    DAY(Duration.ofDays(1), 96);

    private final Duration length;
    private final int buckets;

    Window(Duration length, int buckets) {
        this.length = length;
        this.buckets = buckets;
    }

    public Duration length() {
        return length;
    }

    /** The length of one sub-bucket. */
    public Duration bucket() {
        return length.dividedBy(buckets);
    }

    /**
     * How many sub-buckets are counted: those of the window and the one it starts in the middle of.
     */
    public int counted() {
        return buckets + 1;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
