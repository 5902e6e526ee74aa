package dev.tollgate.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * What came of one attempt.
 *
 * @param at when it began
 * @param code {@code delivered}, or why not, stable and for programs
 * @param upstreamStatus the agent's HTTP status, if it gave one
 * @param latency to the millisecond
 * @param counts whether it counts against the schedule; one where the agent asked to wait does not
 * @param mayHaveRun whether the agent may have done what was asked
 * @param excerpt the beginning of the answer or the reason there was none, in one line; credentials
 *     the agent echoed are blotted out before
 */
public record DeliveryAttempt(
        int number,
        Instant at,
        String code,
        OptionalInt upstreamStatus,
        Duration latency,
        boolean counts,
        boolean mayHaveRun,
        String excerpt) {
    public static final int LONGEST_EXCERPT = 200;

    public DeliveryAttempt {
        if (number < 1 || code.isBlank() || latency.isNegative()) {
            throw new IllegalArgumentException("not an attempt: " + number + " " + code);
        }
        latency = Duration.ofMillis(latency.toMillis());
        excerpt = oneLine(excerpt);
    }

    /** In one line for people: {@code 2 at 2026-03-02T09:00:05Z: upstream_failed 503}. */
    public String summary() {
        return number
                + " at "
                + at
                + ": "
                + code
                + (upstreamStatus.isPresent() ? " " + upstreamStatus.getAsInt() : "");
    }

    /** At most {@value #LONGEST_EXCERPT} characters of it, in one line. */
    public static String oneLine(String text) {
        var line = text.replaceAll("[\\p{Cntrl}\\p{Z}\\p{Cf}\\p{Cs}]+", " ").strip();
        return line.length() <= LONGEST_EXCERPT ? line : cut(line);
    }

    /** Never between the two halves of a character beyond the first 65536. */
    private static String cut(String line) {
        int end = LONGEST_EXCERPT - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end)
                + "…";
    }
}
