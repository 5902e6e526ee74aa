package dev.tollgate.domain.delivery;

import java.time.Instant;

/**
 * Which attempt of a series it is.
 *
 * @param attempt its number, from 1
 * @param due not before this
 * @param counted how many of those before it count against the schedule
 * @param deferred how many do not, since the destination asked to wait
 * @param since when the series began
 * @param slotted whether {@code due} is a place reserved at the destination's pace
 * @param progress what earlier attempts have brought there
 */
public record Turn(
        int attempt,
        Instant due,
        int counted,
        int deferred,
        Instant since,
        boolean slotted,
        Progress progress) {
    public Turn {
        if (attempt < 1 || counted < 0 || deferred < 0 || counted + deferred >= attempt) {
            throw new IllegalArgumentException(
                    "not a turn: attempt %d after %d that count and %d that do not"
                            .formatted(attempt, counted, deferred));
        }
    }

    /** The first attempt of all, at once. */
    public static Turn first(Instant now) {
        return new Turn(1, now, 0, 0, now, false, Progress.NONE);
    }

    /** The first attempt of a new series after one that was given up. */
    public Turn anew(Instant now) {
        return new Turn(attempt + 1, now, 0, 0, now, false, progress);
    }

    /** The same attempt, later. */
    public Turn postponed(Instant until, boolean slot) {
        return new Turn(attempt, until, counted, deferred, since, slot, progress);
    }

    /** The attempt after this one. */
    public Turn next(Instant when, boolean counts, Progress reached) {
        return new Turn(
                attempt + 1,
                when,
                counts ? counted + 1 : counted,
                counts ? deferred : deferred + 1,
                since,
                false,
                reached);
    }
}
