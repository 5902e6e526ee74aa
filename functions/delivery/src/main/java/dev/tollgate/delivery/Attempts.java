package dev.tollgate.delivery;

import dev.tollgate.domain.delivery.Deliveries.Lease;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.RetrySchedule;
import dev.tollgate.domain.delivery.Turn;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.platforms.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The right to make an attempt, and whether another one follows it. */
final class Attempts {
    /** Beyond the timeout of an attempt: time for the writes around it. */
    static final Duration MARGIN = Duration.ofSeconds(30);

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
        return new Lease(HexFormat.of().formatHex(bytes), now.plus(timeout).plus(MARGIN));
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
