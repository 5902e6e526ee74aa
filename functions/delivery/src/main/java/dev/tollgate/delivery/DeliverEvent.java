package dev.tollgate.delivery;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.event.Subscriptions;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.Destinations;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.platforms.Sent;
import dev.tollgate.platforms.StandardWebhooks;
import dev.tollgate.queue.Announce;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings an event to a subscriber, signed. One whose receiver has taken nothing for days, or says
 * that it is gone, is disabled, and the others are told.
 */
final class DeliverEvent {
    /** In metrics, beside the platforms. */
    private static final String PLATFORM = "webhook";

    private static final int GONE = 410;

    private final Subscriptions subscriptions;
    private final Credentials credentials;
    private final Destinations destinations;
    private final Audit audit;
    private final Announce announce;
    private final Letter letter;
    private final Duration timeout;
    private final Duration disableAfter;
    private final InstantSource clock;

    DeliverEvent(Config config, DeliveryFunction.Ports ports, Letter letter, Announce announce) {
        this.subscriptions = ports.subscriptions();
        this.credentials = ports.credentials();
        this.destinations = ports.destinations();
        this.audit = ports.audit();
        this.announce = announce;
        this.letter = letter;
        this.timeout = config.timeout();
        this.disableAfter = config.disableAfter();
        this.clock = ports.clock();
    }

    Handled deliver(DeliveryOrder order, Purpose.Event event) {
        var found = subscriptions.find(order.organisation(), event.subscription());
        if (found.isEmpty()) {
            return letter.refuse(
                    order, PLATFORM, "webhook_deleted", "The webhook was deleted meanwhile.");
        }
        var subscription = found.get();
        if (!subscription.isActive() && !event.type().equals(EventType.WEBHOOK_TEST.text())) {
            return letter.refuse(
                    order,
                    PLATFORM,
                    "webhook_disabled",
                    "The webhook is disabled: " + subscription.disabled().orElseThrow());
        }
        var route =
                new Traffic.Route(
                        order.organisation(),
                        subscription.id().value(),
                        PLATFORM,
                        Optional.empty(),
                        1);
        return letter.attempt(
                order,
                route,
                () -> sent(order, subscription),
                status -> ended(order, subscription.id(), status));
    }

    private Sent sent(DeliveryOrder order, Subscription subscription) {
        var execution =
                credentials
                        .fetch(
                                order.organisation(),
                                subscription.id(),
                                subscription.credentialVersion())
                        .map(secret -> destinations.execute(call(order, subscription, secret)))
                        .orElseGet(() ->
                                new Execution.Blocked(
                                        "The webhook's secret is gone from the secret store."));
        if (execution instanceof Execution.Rejected(var status, _) && status == GONE) {
            disable(order, subscription.id(), "Its receiver answered 410 Gone.");
        }
        return new Sent(execution, Progress.NONE, Optional.empty());
    }

    private OutboundCall call(DeliveryOrder order, Subscription subscription, AgentSecret secret) {
        var id = order.id().value();
        var now = clock.instant();
        var signing = secret.signing().stream().limit(subscription.secretsInUse(now)).toList();
        var headers = new TreeMap<String, String>();
        headers.put("traceparent", order.traceparent());
        headers.putAll(StandardWebhooks.headers(id, now, order.body(), signing));
        return new OutboundCall(
                OutboundCall.Method.POST,
                Optional.empty(),
                id,
                new AgentSecret(secret.version(), secret.webhookUrl(), new OutboundAuth.None()),
                order.body(),
                headers,
                timeout,
                Optional.empty());
    }

    private void ended(DeliveryOrder order, SubscriptionId id, DeliveryStatus status) {
        if (status == DeliveryStatus.DELIVERED) {
            subscriptions.succeeded(order.organisation(), id);
            return;
        }
        var now = clock.instant();
        subscriptions
                .failed(order.organisation(), id, now)
                .flatMap(Subscription::failingSince)
                .filter(since -> !since.plus(disableAfter).isAfter(now))
                .ifPresent(since ->
                        disable(order, id, "Nothing has arrived there since " + since + "."));
    }

    private void disable(DeliveryOrder order, SubscriptionId id, String why) {
        var at = clock.instant();
        if (subscriptions.disable(order.organisation(), id, why, at)) {
            var data = Map.of("webhook_id", id.value(), "reason", why);
            audit.record(
                    new AuditEvent(
                            Ids.repeatable(at, id + " disabled").audit(),
                            order.organisation(),
                            at,
                            EventType.WEBHOOK_DISABLED.text(),
                            "system",
                            id.value(),
                            Map.of("reason", why)));
            announce.announce(disabled(order, id, at, data));
        }
    }

    private static Event disabled(
            DeliveryOrder order, SubscriptionId id, Instant at, Map<String, String> data) {
        return new Event(
                Ids.repeatable(at, id + " disabled").event(),
                order.organisation(),
                EventType.WEBHOOK_DISABLED,
                at,
                Optional.empty(),
                data);
    }
}
