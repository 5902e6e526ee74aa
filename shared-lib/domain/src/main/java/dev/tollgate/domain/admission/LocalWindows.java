package dev.tollgate.domain.admission;

import dev.tollgate.domain.OrganisationId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rate limits of one process, for as long as the shared counters do not answer: each function
 * then admits at most the limit, instead of all of them together.
 */
public final class LocalWindows {
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Map<Place, SlidingWindow> windows = new HashMap<>();

    public LocalWindows(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts the call if every limit allows; otherwise answers the one that lasts longest. */
    public synchronized Optional<Refusal> count(OrganisationId organisation, List<RateRule> rules) {
        long now = clock.millis();
        var refusal =
                rules.stream()
                        .map(rule -> new Refusal(rule, wait(organisation, rule, now)))
                        .filter(each -> each.retryAfter().isPositive())
                        .max((one, other) -> one.retryAfter().compareTo(other.retryAfter()));
        if (refusal.isEmpty()) {
            rules.forEach(rule -> window(organisation, rule).add(now));
        }
        return refusal;
    }

    public record Refusal(RateRule rule, Duration retryAfter) {}

    private Duration wait(OrganisationId organisation, RateRule rule, long now) {
        return window(organisation, rule).untilOneFits(now, rule.calls());
    }

    private SlidingWindow window(OrganisationId organisation, RateRule rule) {
        if (windows.size() > MOST) {
            windows.clear();
        }
        return windows.computeIfAbsent(
                new Place(organisation, rule.scope(), rule.window()),
                place -> new SlidingWindow(place.window()));
    }

    private record Place(OrganisationId organisation, LimitScope scope, Window window) {}
}
