package dev.tollgate.domain.delivery;

import dev.tollgate.domain.OrganisationId;
import java.time.Duration;
import java.time.Instant;

/**
 * Spaces out what is sent to one destination, over all functions. As many as the pace allows go at
 * once, the next when the interval since has room for them, in the order in which they asked: so a
 * platform's rate is used to the full, and no interval of its length ever holds more.
 */
public interface Pacing {
    /**
     * How far ahead slots are given away. Whoever would have to wait longer asks again, so that
     * what is cancelled or changed meanwhile holds no slot for hours.
     */
    Duration LONGEST_AHEAD = Duration.ofHours(1);

    /** More in one message than any platform's limits let it be split into. */
    int MOST_TOGETHER = 1000;

    /**
     * Takes a slot for a message. Losable: the slots of a moment may be forgotten, and then a
     * platform says itself that it is too fast.
     *
     * @param destination what the pace is for, such as an agent's id; stored, so no secret
     * @param sends how many requests the message takes, 1 to {@value #MOST_TOGETHER}. More than the
     *     pace allows at once are counted as if they went out interval by interval
     * @param now what the answer's time is reckoned from
     */
    Slot reserve(
            OrganisationId organisation, String destination, Pace pace, int sends, Instant now);

    /** When to send. */
    sealed interface Slot {
        /** At once. */
        record Now() implements Slot {}

        /** Then; the slot is the caller's, who need not ask again. */
        record At(Instant due) implements Slot {}

        /** Nothing is reserved: others have the destination for so long. Ask again after it. */
        record Later(Duration busy) implements Slot {}

        /**
         * Nobody knows, since the counters do not answer. The caller sends at once (a rate fails
         * open: the worst is that the platform asks to wait) and counts that in a metric.
         */
        record Unpaced(String why) implements Slot {}
    }

    /** Refuses what no implementation takes. */
    static void check(String destination, int sends) {
        if (destination.isBlank() || sends < 1 || sends > MOST_TOGETHER) {
            throw new IllegalArgumentException(
                    "not to be paced: " + sends + " to '" + destination + "'");
        }
    }
}
