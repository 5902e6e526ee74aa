package dev.tollgate.domain.delivery;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The series of attempts at one invocation.
 *
 * @param attempt the number of the attempt that is due, being made, or was the last
 * @param counted how many of the attempts before it count against the schedule
 * @param claims how often an attempt was begun
 * @param attempts what came of them; one that broke off with its function is not in it
 * @param error why it failed, or why the last attempt did; {@code webhook_delivery_error}
 * @param nextAttemptAt while pending
 * @param updatedAt when it last changed
 */
public record Delivery(
        OrganisationId organisation,
        InvocationId invocation,
        AgentId agent,
        DeliveryStatus status,
        int attempt,
        int counted,
        int claims,
        List<DeliveryAttempt> attempts,
        Optional<String> error,
        Optional<Instant> nextAttemptAt,
        Instant updatedAt) {
    public Delivery {
        attempts = List.copyOf(attempts);
        if (attempt < 1 || counted < 0 || counted >= attempt) {
            throw new IllegalArgumentException(
                    "not a delivery: attempt " + attempt + " after " + counted + " that count");
        }
        if (nextAttemptAt.isPresent() != (status == DeliveryStatus.PENDING)) {
            throw new IllegalArgumentException("a delivery has a next attempt while it is pending");
        }
    }

    /** Whether an attempt was begun and never told of: the agent may have done what was asked. */
    public boolean brokeOff() {
        return claims > attempts.size() + (status == DeliveryStatus.DELIVERING ? 1 : 0);
    }
}
