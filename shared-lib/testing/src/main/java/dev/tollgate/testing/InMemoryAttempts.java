package dev.tollgate.testing;

import dev.tollgate.domain.identity.Attempts;
import dev.tollgate.domain.identity.Backoff;
import dev.tollgate.domain.identity.Failures;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The twin of {@link Attempts}. */
public final class InMemoryAttempts implements Attempts {
    private final Map<String, Failures> failures = new HashMap<>();
    private final Map<String, Instant> vouched = new HashMap<>();

    @Override
    public synchronized Start begin(String key, Backoff backoff, Instant now) {
        var before = failures.getOrDefault(key, Failures.NONE);
        var pause = before.pause(now);
        if (pause.isPositive()) {
            return new Start.MustWait(pause);
        }
        failures.put(key, before.oneMore(backoff, now));
        return new Start.Allowed();
    }

    @Override
    public synchronized void takeBack(String key) {
        failures.computeIfPresent(key, (_, before) -> before.oneLess());
    }

    @Override
    public synchronized void forget(String key) {
        failures.remove(key);
    }

    @Override
    public synchronized void vouch(String key, Instant until) {
        vouched.put(key, until);
    }

    @Override
    public synchronized boolean isVouched(String key, Instant now) {
        return vouched.getOrDefault(key, Instant.MIN).isAfter(now);
    }

    /** What attempts were counted under. */
    public synchronized Set<String> keys() {
        return Set.copyOf(failures.keySet());
    }
}
