package dev.tollgate.domain.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * Attempts that failed, or are not known to have succeeded yet.
 *
 * @param last when the last one was
 * @param until no other may be made before
 */
public record Failures(int count, Instant last, Instant until) {
    public static final Failures NONE = new Failures(0, Instant.EPOCH, Instant.EPOCH);

    /** What is to be waited; zero or less if nothing. */
    public Duration pause(Instant now) {
        return Duration.between(now, until);
    }

    public Failures oneMore(Backoff backoff, Instant now) {
        int before = now.isBefore(last.plus(backoff.forgotten())) ? count : 0;
        return new Failures(before + 1, now, now.plus(backoff.after(before + 1)));
    }

    /** The last one was none. */
    public Failures oneLess() {
        return new Failures(Math.max(0, count - 1), last, last);
    }
}
