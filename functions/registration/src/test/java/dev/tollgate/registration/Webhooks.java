package dev.tollgate.registration;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.Turn;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.SigningSecret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A webhook, and what belongs to it. */
final class Webhooks {
    static final String SECRET = "whsec_MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=";

    private Webhooks() {}

    static Subscription subscription(OrganisationId organisation) {
        return new Subscription(
                new SubscriptionId("whk_01kjpvsyz00000000000000000"),
                organisation,
                "https://hooks.example.com/…",
                "Books",
                Set.of(EventType.INVOCATION_COMPLETED),
                Optional.of(new AgentId("agt_01kjpvsyz00000000000000000")),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.empty(),
                1,
                "usr_admin",
                Gate.NOW,
                Gate.NOW);
    }

    static AgentSecret secret() {
        return new AgentSecret(
                1,
                Optional.of(URI.create("https://hooks.example.com/books?k=v")),
                new OutboundAuth.None(),
                List.of(new SigningSecret(SECRET)),
                Optional.empty());
    }

    static DeliveryOrder order(Subscription subscription) {
        return new DeliveryOrder(
                subscription.organisation(),
                new DeliveryId("dlv_01kjpvsyz00000000000000000"),
                new Purpose.Event(
                        subscription.id(),
                        EventType.INVOCATION_COMPLETED.text(),
                        subscription.agent()),
                "{}",
                "00-00000000000000000000000000000001-0000000000000001-01",
                Turn.first(Gate.NOW));
    }
}
