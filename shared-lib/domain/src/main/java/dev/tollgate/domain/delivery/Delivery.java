package dev.tollgate.domain.delivery;

import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A series of attempts to bring something somewhere.
 *
 * @param turn the attempt that is due, being made, or was the last
 * @param claims how often an attempt was begun
 * @param attempts what came of them; one that broke off with its function is not in it
 * @param error why it failed, or why the last attempt did; {@code webhook_delivery_error}
 * @param updatedAt when it last changed
 */
public record Delivery(
        OrganisationId organisation,
        DeliveryId id,
        Subject subject,
        DeliveryStatus status,
        Turn turn,
        int claims,
        List<DeliveryAttempt> attempts,
        Optional<String> error,
        Instant updatedAt) {
    public Delivery {
        attempts = List.copyOf(attempts);
    }

    /** While it waits for one. */
    public Optional<Instant> nextAttemptAt() {
        return status == DeliveryStatus.PENDING ? Optional.of(turn.due()) : Optional.empty();
    }

    /** Whether an attempt was begun and never told of: the agent may have done what was asked. */
    public boolean brokeOff() {
        return claims > attempts.size() + (status == DeliveryStatus.DELIVERING ? 1 : 0);
    }
}
