package dev.tollgate.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Route;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebhooksTest {
    private static final String ALL =
            "{\"url\": \"https://hooks.example.com/in?k=s3cret\", \"events\": [\"*\"]}";

    private final Gate gate = new Gate();

    @Test
    void showsTheSecretOnceAndTheAddressNever() {
        var created = create(ALL);
        var id = created.json().path("id").asText();

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/webhooks/" + id);
        assertThat(secret(id).signing())
                .containsExactly(new SigningSecret(created.json().path("secret").asText()));
        assertThat(secret(id).webhookUrl())
                .contains(URI.create("https://hooks.example.com/in?k=s3cret"));
        var read = call(Route.READ_WEBHOOK, id, "");
        assertThat(read.text()).doesNotContain("whsec_").doesNotContain("s3cret");
        assertThat(call(Route.LIST_WEBHOOKS, "", "").text())
                .contains(id)
                .doesNotContain("whsec_")
                .doesNotContain("s3cret");
        assertThat(gate.audit.all().toString()).doesNotContain("whsec_").doesNotContain("s3cret");
    }

    @Test
    void keepsWhatIsWished() {
        var id =
                webhook(
                        """
                        {"url": "https://hooks.example.com/", "description": "Books",
                         "events": ["external_agent.budget.warning", "webhook.disabled"],
                         "agent_id": "agt_01kjpvsyz00000000000000000"}\
                        """);

        var kept = kept(id);

        assertThat(kept.types())
                .isEqualTo(Set.of(EventType.BUDGET_WARNING, EventType.WEBHOOK_DISABLED));
        assertThat(kept.agent().orElseThrow().value()).isEqualTo("agt_01kjpvsyz00000000000000000");
        assertThat(kept.description()).isEqualTo("Books");
        assertThat(kept.endpoint()).isEqualTo("https://hooks.example.com/…");
    }

    @Test
    void hasRoomForSoMany() {
        for (int i = 0; i < Subscription.MOST; i++) {
            assertThat(create(ALL).status()).isEqualTo(201);
        }
        var before = gate.audit.all().size();

        var refused = create(ALL);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("too_many_webhooks");
        assertThat(gate.audit.all()).hasSize(before);
    }

    @Test
    void changesOnlyWhatIsGiven() {
        var id =
                webhook(
                        "{\"url\": \"https://hooks.example.com/\", \"description\": \"Books\","
                                + " \"events\": [\"*\"], \"agent_id\": \"agt_01kjpvsyz00000000000000000\"}");

        var changed = change(id, "{\"events\": [\"webhook.disabled\"], \"agent_id\": null}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(kept(id).types()).containsExactly(EventType.WEBHOOK_DISABLED);
        assertThat(kept(id).agent()).isEmpty();
        assertThat(kept(id).description()).isEqualTo("Books");
        assertThat(lastEvent().type()).isEqualTo("webhook.updated");
        assertThat(lastEvent().details()).isEqualTo(Map.of("changed", "agent_id, events"));
    }

    @Test
    void leavesAVersionAloneThatNothingChangesIn() {
        var id = webhook(ALL);
        var before = gate.audit.all();

        assertThat(change(id, "{\"events\": [\"*\"], \"status\": \"active\"}").header("ETag"))
                .isEqualTo("\"1\"");
        assertThat(gate.audit.all()).isEqualTo(before);
    }

    @Test
    void goesElsewhereWithTheSameSecretAndAClearName() {
        var created = create(ALL);
        var id = created.json().path("id").asText();
        gate.subscriptions.failed(gate.acme, new SubscriptionId(id), Gate.NOW);

        change(id, "{\"url\": \"https://else.example.com/in\"}");

        assertThat(kept(id).endpoint()).isEqualTo("https://else.example.com/…");
        assertThat(kept(id).failingSince()).isEmpty();
        assertThat(secret(id).webhookUrl()).contains(URI.create("https://else.example.com/in"));
        assertThat(secret(id).signing())
                .containsExactly(new SigningSecret(created.json().path("secret").asText()));
    }

    @Test
    void disablesAndEnablesByHand() {
        var id = webhook(ALL);
        gate.subscriptions.failed(gate.acme, new SubscriptionId(id), Gate.NOW);

        var disabled = change(id, "{\"status\": \"disabled\"}");

        assertThat(disabled.json().path("status").asText()).isEqualTo("disabled");
        assertThat(disabled.json().path("disabled_reason").asText())
                .isEqualTo("It was disabled by hand.");
        assertThat(disabled.json().path("failing_since").isNull()).isTrue();

        var active = change(id, "{\"status\": \"active\"}");

        assertThat(active.json().path("status").asText()).isEqualTo("active");
        assertThat(active.json().path("disabled_reason").isNull()).isTrue();
    }

    @Test
    void rotatesTheSecretAndKeepsTheOneBeforeForADay() {
        var created = create(ALL);
        var id = created.json().path("id").asText();
        var first = new SigningSecret(created.json().path("secret").asText());

        var second = rotated(id);
        assertThat(secret(id).signing()).containsExactly(second, first);
        assertThat(kept(id).secretsInUse(Gate.NOW.plus(Subscription.BOTH_SECRETS).minusMillis(1)))
                .isEqualTo(2);
        assertThat(kept(id).secretsInUse(Gate.NOW.plus(Subscription.BOTH_SECRETS))).isEqualTo(1);

        var third = rotated(id);
        assertThat(secret(id).signing()).containsExactly(third, second);
        assertThat(call(Route.READ_WEBHOOK, id, "").text()).doesNotContain("whsec_");
        assertThat(gate.audit.types())
                .containsExactly(
                        "webhook.created", "webhook.secret_rotated", "webhook.secret_rotated");
    }

    @Test
    void refusesAChangeOfAnotherVersion() {
        var id = webhook(ALL);
        var stale = Map.of("if-match", "\"7\"");

        var changed = gate.call(Route.CHANGE_WEBHOOK, id, "{\"description\": \"x\"}", stale);
        var rotated = gate.call(Route.ROTATE_WEBHOOK_SECRET, id, "", stale);

        assertThat(changed.status()).isEqualTo(412);
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        assertThat(rotated.status()).isEqualTo(412);
        assertThat(secret(id).version()).isEqualTo(1);
    }

    @Test
    void sendsATestToThatOneAlone() {
        webhook(ALL);
        var id = webhook(ALL);
        change(id, "{\"status\": \"disabled\"}");

        var tested = call(Route.TEST_WEBHOOK, id, "");

        assertThat(tested.status()).isEqualTo(202);
        var order = gate.queue.waiting().getFirst().order();
        assertThat(gate.queue.waiting()).hasSize(1);
        assertThat(order.id())
                .isEqualTo(new DeliveryId(tested.json().path("delivery_id").asText()));
        assertThat(tested.header("Location")).isEqualTo("/api/deliveries/" + order.id());
        assertThat(order.purpose())
                .isEqualTo(
                        new Purpose.Event(
                                new SubscriptionId(id), "webhook.test", Optional.empty()));
        assertThat(Json.parse(order.body()).path("type").asText()).isEqualTo("webhook.test");
        assertThat(Json.parse(order.body()).path("data").path("webhook_id").asText()).isEqualTo(id);
    }

    @Test
    void deletesTheSecretWithIt() {
        var id = webhook(ALL);

        assertThat(call(Route.DELETE_WEBHOOK, id, "").status()).isEqualTo(204);

        assertThat(gate.credentials.fetch(gate.acme, new SubscriptionId(id), 1)).isEmpty();
        assertThat(call(Route.DELETE_WEBHOOK, id, "").status()).isEqualTo(404);
        assertThat(gate.audit.types()).containsExactly("webhook.created", "webhook.deleted");
    }

    @Test
    void knowsNothingOfOthersWebhooks() {
        var other = Webhooks.subscription(new Gate().acme);
        gate.subscriptions.add(other);
        gate.credentials.create(other.organisation(), other.id(), Webhooks.secret());
        var id = other.id().value();

        for (var route :
                List.of(
                        Route.READ_WEBHOOK,
                        Route.DELETE_WEBHOOK,
                        Route.ROTATE_WEBHOOK_SECRET,
                        Route.TEST_WEBHOOK,
                        Route.LIST_WEBHOOK_DELIVERIES)) {
            assertThat(call(route, id, "").status()).as(route.key()).isEqualTo(404);
            assertThat(call(route, "whk_1", "").status()).as(route.key()).isEqualTo(404);
        }
        assertThat(change(id, "{\"description\": \"mine\"}").status()).isEqualTo(404);
        assertThat(call(Route.LIST_WEBHOOKS, "", "").json().path("items")).isEmpty();
        assertThat(gate.subscriptions.find(other.organisation(), other.id())).contains(other);
        assertThat(gate.queue.waiting()).isEmpty();
        assertThat(gate.audit.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"events": ["*"]} | #/url | is required
                    {"url": 7, "events": ["*"]} | #/url | accepted: text
                    {"url": "http://hooks.example.com/", "events": ["*"]} | #/url | https://
                    {"url": "https://169.254.169.254/", "events": ["*"]} | #/url | not public
                    {"url": "https://[::ffff:10.0.0.1]/", "events": ["*"]} | #/url | not public
                    {"url": "https://a:b@hooks.example.com/", "events": ["*"]} | #/url | names a user
                    {"url": "https://hooks.example.com/"} | #/events | is required
                    {"url": "https://hooks.example.com/", "events": []} | #/events | is empty
                    {"url": "https://hooks.example.com/", "events": "*"} | #/events | a list of texts
                    {"url": "https://hooks.example.com/", "events": ["*", 1]} | #/events/1 | accepted: text
                    {"url": "https://hooks.example.com/", "events": ["*", "x"]} | #/events/1 | external_agent.policy_denied
                    {"url": "https://hooks.example.com/", "events": ["webhook.test"]} | #/events/0 | is not known
                    {"url": "https://hooks.example.com/", "events": ["*"], "agent_id": "x"} | #/agent_id | agt_
                    {"url": "https://hooks.example.com/", "events": ["*"], "description": "a\\u0000"} | #/description | control character
                    {"url": "https://hooks.example.com/", "events": ["*"], "status": "active"} | #/status | is not known
                    {"url": "https://hooks.example.com/", "events": ["*"], "secret": "mine"} | #/secret | is not known
                    """)
    void saysWhatIsWrongWithANewOne(String body, String place, String detail) {
        var refused = create(body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text()).contains(place);
        assertThat(refused.text()).contains(detail);
        assertThat(gate.subscriptions.list(gate.acme)).isEmpty();
        assertThat(gate.audit.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"url": null} | #/url | cannot be removed
                    {"events": null} | #/events | cannot be removed
                    {"events": []} | #/events | is empty
                    {"status": null} | #/status | cannot be removed
                    {"status": "paused"} | #/status | active, disabled
                    {"url": "https://localhost/"} | #/url | public DNS name
                    {"id": "whk_1"} | #/id | is not known
                    [] | # | an object
                    """)
    void saysWhatIsWrongWithAChange(String body, String place, String detail) {
        var id = webhook(ALL);

        var refused = change(id, body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text()).contains(place);
        assertThat(refused.text()).contains(detail);
        assertThat(kept(id).version()).isEqualTo(1);
    }

    private Gate.Reply create(String body) {
        return call(Route.CREATE_WEBHOOK, "", body);
    }

    private String webhook(String body) {
        return create(body).json().path("id").asText();
    }

    private Gate.Reply change(String id, String body) {
        return call(Route.CHANGE_WEBHOOK, id, body);
    }

    private SigningSecret rotated(String id) {
        return new SigningSecret(
                call(Route.ROTATE_WEBHOOK_SECRET, id, "").json().path("secret").asText());
    }

    private Gate.Reply call(Route route, String id, String body) {
        return gate.call(route, id, body, new HashMap<>());
    }

    private Subscription kept(String id) {
        return gate.subscriptions.find(gate.acme, new SubscriptionId(id)).orElseThrow();
    }

    private AgentSecret secret(String id) {
        return gate.credentials
                .fetch(gate.acme, new SubscriptionId(id), kept(id).credentialVersion())
                .orElseThrow();
    }

    private AuditEvent lastEvent() {
        return gate.audit.all().getLast();
    }
}
