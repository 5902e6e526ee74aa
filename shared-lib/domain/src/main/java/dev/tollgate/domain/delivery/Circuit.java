package dev.tollgate.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a destination is taken for dead. The states are those of a <a
 * href="https://learn.microsoft.com/en-us/azure/architecture/patterns/circuit-breaker">circuit
 * breaker</a>: closed lets everything through, open nothing, half-open one attempt that probes.
 */
public sealed interface Circuit {
    /**
     * More than the four attempts that one delivery makes by default: it takes a second one that
     * fails too, so that a single call that breaks its receiver does not stop the others.
     */
    int THRESHOLD = 5;

    /** About what a restart takes; and well beyond the first retry after 5 s. */
    Duration FIRST = Duration.ofMinutes(1);

    /** So long at most is a destination that is back left alone. */
    Duration LONGEST = Duration.ofMinutes(30);

    /** Nothing is known against the destination. */
    static Circuit healthy() {
        return new Closed(0);
    }

    /**
     * Everything goes through.
     *
     * @param failures attempts that failed since the last one that did not
     */
    record Closed(int failures) implements Circuit {
        public Closed {
            if (failures < 0 || failures >= THRESHOLD) {
                throw new IllegalArgumentException("not closed after failures: " + failures);
            }
        }
    }

    /**
     * Nothing goes through.
     *
     * @param until no attempt before; then one may probe
     */
    record Open(Outage outage, Instant until) implements Circuit {}

    /**
     * Somebody finds out whether the destination is back.
     *
     * @param until so long has somebody the right to probe; whoever got it may have died
     */
    record HalfOpen(Outage outage, Instant until) implements Circuit {}

    /**
     * What is known of a dead destination.
     *
     * @param since when it was first taken for dead
     * @param openings how often the circuit opened since it was last closed: one more than probes
     *     failed
     * @param error of the last attempt, in one line of at most {@value
     *     DeliveryAttempt#LONGEST_EXCERPT} characters; free of secrets
     */
    record Outage(Instant since, int openings, String error) {
        public Outage {
            if (openings < 1) {
                throw new IllegalArgumentException("not an outage: opened " + openings + " times");
            }
            error = DeliveryAttempt.oneLine(error);
        }

        private Optional<HalfOpen> probed(Instant now, Instant end, Instant until) {
            return now.isBefore(end) ? Optional.empty() : Optional.of(new HalfOpen(this, until));
        }

        private Circuit open(Instant at) {
            // Six doublings are beyond the longest; more would not fit a number some day.
            var wait = FIRST.multipliedBy(1L << Math.min(openings - 1, 6));
            return new Open(this, at.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST));
        }
    }

    /**
     * After an attempt that failed. One that began before the circuit opened and fails after it
     * says nothing new: only the probe prolongs an outage.
     */
    default Circuit failed(Instant at, String error) {
        return switch (this) {
            case Closed(var failures) ->
                    failures + 1 < THRESHOLD
                            ? new Closed(failures + 1)
                            : new Outage(at, 1, error).open(at);
            case Open _ -> this;
            case HalfOpen(var outage, _) ->
                    new Outage(outage.since(), outage.openings() + 1, error).open(at);
        };
    }

    /**
     * As one may probe it who comes at that time, and has the right to until then. Empty while the
     * circuit is closed or not long enough open, and while somebody else has the right.
     */
    default Optional<HalfOpen> probed(Instant now, Instant until) {
        return switch (this) {
            case Closed _ -> Optional.empty();
            case Open(var outage, var end) -> outage.probed(now, end, until);
            case HalfOpen(var outage, var end) -> outage.probed(now, end, until);
        };
    }

    /** After an attempt that did not fail, whoever made it. */
    default Circuit succeeded() {
        return healthy();
    }
}
