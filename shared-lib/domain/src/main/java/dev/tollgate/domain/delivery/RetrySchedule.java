package dev.tollgate.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * When a failed call is tried again.
 *
 * <p>An attempt after which the agent asked to wait ({@code Retry-After}) does not count, up to
 * {@value #MOST_DEFERRALS} of them; no attempt is made later than {@link #LONGEST_LIFE} after the
 * first was ordered.
 *
 * @param delays before the first attempt, the second and so on: as many attempts as there are
 *     delays. Each but the first is spread by a tenth to either side, so that calls that failed
 *     together do not come back together
 */
public record RetrySchedule(List<Duration> delays) {
    /** The administrator guide's default for {@code EXTERNAL_AGENT_WEBHOOK_RETRY_ATTEMPTS}. */
    public static final int USUAL_RETRIES = 3;

    public static final int MOST_DEFERRALS = 10;
    public static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** Shorter than the three days after which the counters sweep up what was held for a call. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(2);

    public static final String ACCEPTED =
            "up to 20 delays such as 0s,5s,5m,2h, each at most 24h, all together at most 40h";

    private static final int MOST = 20;
    private static final Duration LONGEST_TOGETHER = Duration.ofHours(40);
    private static final double SPREAD = 0.1;
    private static final Pattern DELAY = Pattern.compile("([0-9]{1,6})([smh])");

    /** At once, then after 5 s, 5 m, 30 m, 2 h, 5 h, 10 h and 10 h: 27.6 hours in all. */
    public static final RetrySchedule FULL = parse("0s,5s,5m,30m,2h,5h,10h,10h");

    public RetrySchedule {
        delays = List.copyOf(delays);
        var together = delays.stream().reduce(Duration.ZERO, Duration::plus);
        var sound =
                !delays.isEmpty()
                        && delays.size() <= MOST
                        && together.compareTo(LONGEST_TOGETHER) <= 0
                        && delays.stream()
                                .allMatch(delay ->
                                        !delay.isNegative() && delay.compareTo(LONGEST_WAIT) <= 0);
        if (!sound) {
            throw new IllegalArgumentException(
                    "not a retry schedule: " + delays + "; accepted: " + ACCEPTED);
        }
    }

    /** Reads {@code 0s,5s,5m}: whole seconds, minutes or hours, separated by commas. */
    public static RetrySchedule parse(String text) {
        return new RetrySchedule(
                Arrays.stream(text.split(",", -1)).map(RetrySchedule::delay).toList());
    }

    private static Duration delay(String text) {
        var match = DELAY.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            throw new IllegalArgumentException("not a delay: " + text + "; accepted: " + ACCEPTED);
        }
        long count = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    /** The first attempt and at most so many more. */
    public RetrySchedule withRetries(int retries) {
        if (retries < 0) {
            throw new IllegalArgumentException("not a number of retries: " + retries);
        }
        return new RetrySchedule(delays.subList(0, (int) Math.min(delays.size(), 1L + retries)));
    }

    /**
     * What follows an attempt that failed for now.
     *
     * @param reached how far the message has come with it
     */
    public Next after(
            Turn failed,
            Progress reached,
            Optional<Duration> retryAfter,
            Instant now,
            RandomGenerator random) {
        var asked =
                retryAfter
                        .filter(Duration::isPositive)
                        .filter(_ -> failed.deferred() < MOST_DEFERRALS);
        int counted = asked.isPresent() ? failed.counted() : failed.counted() + 1;
        if (counted >= delays.size()) {
            return new Next.UsedUp(failed.attempt());
        }
        var wait =
                asked.map(it -> later(it, random))
                        .orElseGet(() -> about(delays.get(counted), random));
        var due = now.plus(wait);
        return due.isAfter(failed.since().plus(LONGEST_LIFE))
                ? new Next.UsedUp(failed.attempt())
                : new Next.Again(failed.next(due, asked.isEmpty(), reached));
    }

    /** Never earlier than asked. */
    private static Duration later(Duration asked, RandomGenerator random) {
        var wait = scaled(asked, 1 + SPREAD * random.nextDouble());
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static Duration about(Duration delay, RandomGenerator random) {
        return scaled(delay, 1 - SPREAD + 2 * SPREAD * random.nextDouble());
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }

    /** What follows. */
    public sealed interface Next {
        /** This attempt, once it is due. */
        record Again(Turn turn) implements Next {}

        /** There is no attempt left, or no time. */
        record UsedUp(int attempts) implements Next {}
    }
}
