package dev.tollgate.domain.delivery;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.SubscriptionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which deliveries are asked for.
 *
 * @param since ordered at that time or later
 * @param until ordered before that time
 */
public record DeliveryQuery(
        Optional<DeliveryStatus> status,
        Optional<AgentId> agent,
        Optional<SubscriptionId> subscription,
        Optional<Instant> since,
        Optional<Instant> until) {
    public static final DeliveryQuery ALL =
            new DeliveryQuery(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public static DeliveryQuery of(DeliveryStatus status) {
        return new DeliveryQuery(
                Optional.of(status),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static DeliveryQuery of(SubscriptionId subscription) {
        return new DeliveryQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.of(subscription),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether it is one of them. */
    public boolean matches(Delivery delivery) {
        var at = delivery.id().time();
        return status.filter(it -> it != delivery.status()).isEmpty()
                && agent.filter(it -> !delivery.subject().agent().equals(Optional.of(it))).isEmpty()
                && subscription
                        .filter(it -> !delivery.subject().subscription().equals(Optional.of(it)))
                        .isEmpty()
                && since.filter(at::isBefore).isEmpty()
                && until.filter(it -> !at.isBefore(it)).isEmpty();
    }
}
