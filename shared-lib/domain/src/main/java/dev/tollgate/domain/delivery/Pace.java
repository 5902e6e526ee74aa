package dev.tollgate.domain.delivery;

import java.time.Duration;

/**
 * At most {@code sends} in any interval of the length {@code per}, as a platform documents it: 1 a
 * second, 5 in 2 seconds, 30 a minute.
 *
 * @param sends at most {@value #MOST_SENDS}
 * @param per whole milliseconds, at most {@link #LONGEST}
 */
public record Pace(int sends, Duration per) {
    /** Each destination's last so many slots are remembered. */
    public static final int MOST_SENDS = 1000;

    public static final Duration LONGEST = Duration.ofHours(1);

    public Pace {
        if (sends < 1
                || sends > MOST_SENDS
                || !per.isPositive()
                || per.compareTo(LONGEST) > 0
                || !per.equals(Duration.ofMillis(per.toMillis()))) {
            throw new IllegalArgumentException("not a pace: " + sends + " per " + per);
        }
    }
}
