package dev.tollgate.domain.delivery;

import java.time.Duration;

/** How fast a platform takes messages: so many sends in a time. */
public record Pace(int sends, Duration per) {
    public Pace {
        if (sends < 1 || !per.isPositive()) {
            throw new IllegalArgumentException("not a pace: " + sends + " per " + per);
        }
    }

    /** Between two sends that are evenly spread. */
    public Duration interval() {
        return per.dividedBy(sends);
    }
}
