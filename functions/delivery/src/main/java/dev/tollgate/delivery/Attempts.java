package dev.tollgate.delivery;

import dev.tollgate.domain.delivery.Deliveries.Lease;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.RetrySchedule;
import dev.tollgate.domain.delivery.Turn;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.platforms.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The right to make an attempt, and whether another one follows it. */
final class Attempts {
    private static final Duration LEAST_MARGIN = Duration.ofSeconds(5);
    private static final Duration USUAL_MARGIN = Duration.ofSeconds(30);
    private static final int TOKEN_BYTES = 16;

    private final RetrySchedule schedule;
    private final Duration timeout;
    private final RandomGenerator random;

    Attempts(Config config, RandomGenerator random) {
        this.schedule = config.schedule();
        this.timeout = config.timeout();
        this.random = random;
    }

    Lease lease(Instant now) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return new Lease(HexFormat.of().formatHex(bytes), now.plus(claim(timeout)));
    }

    /**
     * How long nobody else makes the attempt: its timeout, and as much again for the writes around
     * it, though at least 5 and at most 30 seconds. Whoever dies with a claim delays the next
     * attempt by this.
     */
    static Duration claim(Duration timeout) {
        return timeout.plus(
                Collections.max(
                        List.of(LEAST_MARGIN, Collections.min(List.of(USUAL_MARGIN, timeout)))));
    }

    /** The attempt that follows, if one does. */
    Optional<Turn> after(DeliveryOrder order, Sent sent, Instant now) {
        if (!sent.execution().retriable()) {
            return Optional.empty();
        }
        var next =
                schedule.after(
                        order.turn(), sent.progress(), retryAfter(sent.execution()), now, random);
        return switch (next) {
            case RetrySchedule.Next.Again(var turn) -> Optional.of(turn);
            case RetrySchedule.Next.UsedUp _ -> Optional.empty();
        };
    }

    private static Optional<Duration> retryAfter(Execution execution) {
        return execution instanceof Execution.Failed failed
                ? failed.retryAfter()
                : Optional.empty();
    }
}
