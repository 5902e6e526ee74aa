package dev.tollgate.delivery;

import static dev.tollgate.delivery.Answers.BAD;
import static dev.tollgate.delivery.Answers.BUSY;
import static dev.tollgate.delivery.Answers.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.Turn;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.lambda.Json;
import dev.tollgate.testing.InMemoryDeliveryQueue.Buried;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DeliverEventTest {
    private static final String BODY = "{\"type\":\"external_agent.policy_denied\"}";
    private static final String OLD = "whsec_MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=";
    private static final String NEW = "whsec_MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTE=";
    private static final Execution GONE = new Execution.Rejected(410, "");

    @Test
    void signsEachAttemptSoThatTheStandardLibraryBelievesIt() {
        var office = new Office(BUSY, OK);
        // The library compares with the time of this machine.
        office.clock.set(Instant.now());
        var webhook = subscribed(office, Optional.empty(), NEW);
        office.queue.send(order(office, webhook), Duration.ZERO);

        office.work();

        assertThat(office.calls()).hasSize(2);
        for (var call : office.calls()) {
            assertThatCode(() -> verify(NEW, call)).doesNotThrowAnyException();
            assertThatThrownBy(() -> verify(OLD, call))
                    .isInstanceOf(WebhookVerificationException.class);
            assertThat(call.headers()).containsEntry("webhook-id", id(office).value());
            assertThat(call.idempotencyKey()).isEqualTo(id(office).value());
            assertThat(call.url()).hasToString("https://hooks.example.com/in?k=s3cret");
        }
        assertThat(office.calls().get(0).headers().get("webhook-timestamp"))
                .isNotEqualTo(office.calls().get(1).headers().get("webhook-timestamp"));
        assertThat(delivery(office)).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void signsWithTheSecretBeforeForADay() {
        var now = Instant.now();
        var during = new Office(OK);
        during.clock.set(now);
        var rotated = now.minus(Subscription.BOTH_SECRETS);
        during.hand(
                order(during, subscribed(during, Optional.of(rotated.plusMillis(1)), NEW, OLD)));
        var after = new Office(OK);
        after.clock.set(now);
        after.hand(order(after, subscribed(after, Optional.of(rotated), NEW, OLD)));

        assertThatCode(() -> verify(OLD, during.calls().getFirst())).doesNotThrowAnyException();
        assertThatCode(() -> verify(NEW, during.calls().getFirst())).doesNotThrowAnyException();
        assertThatCode(() -> verify(NEW, after.calls().getFirst())).doesNotThrowAnyException();
        assertThatThrownBy(() -> verify(OLD, after.calls().getFirst()))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void sendsNothingToOneThatIsDeletedOrDisabled() {
        var office = new Office(OK);
        var webhook = subscribed(office, Optional.empty(), NEW);
        office.subscriptions.disable(office.acme, webhook.id(), "by hand", Office.START);

        office.hand(order(office, webhook));
        office.subscriptions.remove(office.acme, webhook.id());
        office.hand(order(office, webhook));

        assertThat(office.calls()).isEmpty();
        assertThat(delivery(office)).isEqualTo(DeliveryStatus.FAILED);
        assertThat(office.queue.buried())
                .extracting(Buried::reason)
                .containsExactly(
                        "webhook_disabled: The webhook is disabled: by hand",
                        "webhook_deleted: The webhook was deleted meanwhile.");
    }

    @Test
    void disablesAtOnceOneThatSaysItIsGoneAndTellsTheOthers() {
        var office = new Office(GONE);
        var webhook = subscribed(office, Optional.empty(), NEW);
        var other = subscribed(office, Optional.empty(), NEW);

        office.hand(order(office, webhook));

        assertThat(found(office, webhook).disabled()).contains("Its receiver answered 410 Gone.");
        assertThat(found(office, other).isActive()).isTrue();
        assertThat(office.audit.types()).contains("webhook.disabled");
        var told = office.queue.waiting();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().order().purpose())
                .isEqualTo(new Purpose.Event(other.id(), "webhook.disabled", Optional.empty()));
        assertThat(Json.parse(told.getFirst().order().body()).path("data").path("webhook_id"))
                .isEqualTo(Json.parse("\"" + webhook.id() + "\""));
    }

    @Test
    void disablesOneWhereNothingArrivesForFiveDays() {
        var office = new Office(BAD);
        var webhook = subscribed(office, Optional.empty(), NEW);
        office.hand(order(office, webhook));
        assertThat(found(office, webhook).failingSince()).contains(Office.START);

        office.clock.pass(Duration.ofDays(5).minusMillis(1));
        office.hand(another(office, webhook));
        assertThat(found(office, webhook).isActive()).isTrue();

        office.clock.pass(Duration.ofMillis(1));
        office.hand(another(office, webhook));

        assertThat(found(office, webhook).disabled())
                .contains("Nothing has arrived there since " + Office.START + ".");
        assertThat(office.audit.types().stream().filter(it -> it.equals("webhook.disabled")))
                .hasSize(1);
    }

    @Test
    void forgivesEverythingAtTheFirstThatArrives() {
        var office = new Office(BAD, OK, BAD);
        var webhook = subscribed(office, Optional.empty(), NEW);
        office.hand(order(office, webhook));
        office.hand(another(office, webhook));
        assertThat(found(office, webhook).failingSince()).isEmpty();

        office.clock.pass(Duration.ofDays(5));
        office.hand(another(office, webhook));

        assertThat(found(office, webhook).isActive()).isTrue();
        assertThat(found(office, webhook).failingSince()).contains(office.clock.instant());
    }

    @Test
    void tellsOfTheEndOfAQueuedCallOnce() {
        var office = new Office(OK);
        var webhook = subscribed(office, Optional.empty(), NEW);

        office.hand(office.order);
        office.hand(office.order);

        var told = office.queue.waiting();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().order().purpose())
                .isEqualTo(
                        new Purpose.Event(
                                webhook.id(),
                                EventType.INVOCATION_COMPLETED.text(),
                                Optional.of(office.agent.id())));
        var data = Json.parse(told.getFirst().order().body()).path("data");
        assertThat(data.path("invocation_id").asText()).isEqualTo(Calls.id(office.order).value());
        assertThat(data.path("cost_usd").asText()).isNotEmpty();
        assertThat(data.has("output")).isFalse();
    }

    private static Subscription subscribed(
            Office office, Optional<Instant> rotatedAt, String... secrets) {
        var webhook =
                new Subscription(
                        office.ids.subscription(),
                        office.acme,
                        "https://hooks.example.com/…",
                        "",
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        rotatedAt,
                        1,
                        "usr_admin",
                        Office.START,
                        Office.START);
        office.subscriptions.add(webhook);
        office.credentials.create(
                office.acme,
                webhook.id(),
                new AgentSecret(
                        1,
                        Optional.of(URI.create("https://hooks.example.com/in?k=s3cret")),
                        new OutboundAuth.None(),
                        List.of(secrets).stream().map(SigningSecret::new).toList(),
                        Optional.empty()));
        return webhook;
    }

    private static DeliveryId id(Office office) {
        return DeliveryId.of(Calls.id(office.order));
    }

    private static DeliveryOrder order(Office office, Subscription webhook) {
        return order(office, webhook.id(), id(office));
    }

    private static DeliveryOrder another(Office office, Subscription webhook) {
        return order(office, webhook.id(), office.ids.delivery());
    }

    private static DeliveryOrder order(Office office, SubscriptionId webhook, DeliveryId id) {
        return new DeliveryOrder(
                office.acme,
                id,
                new Purpose.Event(webhook, EventType.POLICY_DENIED.text(), Optional.empty()),
                BODY,
                office.order.traceparent(),
                Turn.first(office.clock.instant()));
    }

    private static void verify(String secret, OutboundCall call)
            throws WebhookVerificationException {
        var headers =
                call.headers().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> List.of(entry.getValue())));
        new Webhook(secret).verify(call.body(), headers);
    }

    private static Subscription found(Office office, Subscription webhook) {
        return office.subscriptions.find(office.acme, webhook.id()).orElseThrow();
    }

    private static DeliveryStatus delivery(Office office) {
        var delivery = office.deliveries.find(office.acme, id(office)).orElseThrow();
        return delivery.status();
    }
}
