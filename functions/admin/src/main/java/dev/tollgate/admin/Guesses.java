package dev.tollgate.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows guessing down: after five failures an address waits one second, then two, four, at most a
 * minute. By address, so that nobody can lock the administrator out from elsewhere; in the memory
 * of one function, which bounds what a guesser gains by the number of warm functions.
 */
final class Guesses {
    private static final int FREE = 5;
    private static final int LONGEST_DOUBLING = 6;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Failures> byAddress =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    Guesses(InstantSource clock) {
        this.clock = clock;
    }

    /** How long this address has to wait before it may try; empty if not at all. */
    synchronized Optional<Duration> pause(String address) {
        return Optional.ofNullable(byAddress.get(address))
                .map(failures -> Duration.between(clock.instant(), failures.until()))
                .filter(Duration::isPositive);
    }

    synchronized void failed(String address) {
        var before = Optional.ofNullable(byAddress.remove(address)).map(Failures::count).orElse(0);
        byAddress.put(address, new Failures(before + 1, clock.instant().plus(wait(before + 1))));
    }

    synchronized void succeeded(String address) {
        byAddress.remove(address);
    }

    private static Duration wait(int failures) {
        if (failures < FREE) {
            return Duration.ZERO;
        }
        var wait = Duration.ofSeconds(1L << Math.min(failures - FREE, LONGEST_DOUBLING));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private record Failures(int count, Instant until) {}
}
