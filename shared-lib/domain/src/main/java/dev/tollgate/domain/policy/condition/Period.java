package dev.tollgate.domain.policy.condition;

import java.time.Instant;

/** A stretch of time from {@code start} until just before {@code end}. */
public record Period(Instant start, Instant end) {
    public Period {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "a period from " + start + " to " + end + " is empty");
        }
    }

    boolean covers(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }
}
