package dev.tollgate.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Deliveries.End;
import dev.tollgate.domain.delivery.Deliveries.Lease;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.delivery.Turn;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.testing.SampleOrders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class DeliveryRoutesTest {
    private static final String LIST = "GET /api/deliveries";
    private static final String ONE = "GET /api/deliveries/{id}";
    private static final String RETRY = "POST /api/deliveries/{id}/retry";
    private static final String REPLAY = "POST /api/deliveries/replay";
    private static final String TEST = "POST /api/external-agents/{id}/test";
    private static final Map<String, String> LATER = Map.of("Prefer", "respond-async");

    private final TestGate gate = new TestGate();

    @Test
    void listsWhatFailedWithEveryAttempt() {
        var failed = failedCall(gate.agent());
        finish(event(), DeliveryStatus.DELIVERED);

        var listed = gate.get(LIST, Map.of(), Map.of("status", "failed"));

        var item = listed.body().at("/items/0");
        assertThat(listed.body().path("items")).hasSize(1);
        assertThat(item.path("id").asText()).isEqualTo(failed.id().value());
        assertThat(item.path("kind").asText()).isEqualTo("call");
        assertThat(item.path("webhook_delivery_status").asText()).isEqualTo("failed");
        assertThat(item.path("webhook_delivery_error").asText()).isEqualTo("gone");
        assertThat(item.at("/webhook_delivery_attempts/0/upstream_status").asInt()).isEqualTo(503);
        assertThat(gate.get(ONE, path(failed), Map.of()).body()).isEqualTo(item);
        assertThat(
                        gate.get(LIST, Map.of(), Map.of("since", "2999-01-01T00:00:00Z"))
                                .body()
                                .path("items"))
                .isEmpty();
    }

    @Test
    void makesAFailedCallAgainThroughTheGateWithTheSameIdempotencyKey() {
        var agent = gate.agent(TestGate.perMinute(2), TestGate.daily("1"), Map.of());
        var failed = failedCall(agent);

        var retried = gate.post(RETRY, path(failed), "");

        assertThat(retried.status()).isEqualTo(202);
        var id = new InvocationId(retried.body().path("invocation_id").asText());
        var order = gate.queue.waiting().getLast().order();
        assertThat(order.id()).isEqualTo(DeliveryId.of(id)).isNotEqualTo(failed.id());
        assertThat(order.body()).isEqualTo(failed.body());
        assertThat(order.purpose())
                .isEqualTo(
                        new Purpose.Call(
                                agent.id(),
                                id,
                                failed.purpose().subject().invocation().orElseThrow().value(),
                                Optional.empty()));
        assertThat(gate.audit.types()).contains("external_agent.delivery_retried");
        assertThat(retried.header("RateLimit")).contains("\"agent-minute\";r=0");
    }

    @Test
    void makesOneCallOfTwoRetries() {
        var failed = failedCall(gate.agent());

        var first = gate.post(RETRY, path(failed), "");
        var second = gate.post(RETRY, path(failed), "");

        assertThat(second.body().path("invocation_id"))
                .isEqualTo(first.body().path("invocation_id"));
        assertThat(gate.queue.waiting()).hasSize(2);
    }

    @Test
    void refusesARetryThatTheLimitsRefuse() {
        var failed = failedCall(gate.agent(TestGate.perMinute(1), TestGate.daily("1"), Map.of()));

        var retried = gate.post(RETRY, path(failed), "");

        assertThat(retried.status()).isEqualTo(429);
        assertThat(gate.queue.waiting()).hasSize(1);
    }

    @Test
    void sendsAFailedEventAgainUnderItsOwnId() {
        var event = event();
        finish(event, DeliveryStatus.FAILED);

        var retried = gate.post(RETRY, path(event), "");

        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.body().path("delivery_id").asText()).isEqualTo(event.id().value());
        var again = gate.queue.waiting().getLast().order();
        assertThat(again.id()).isEqualTo(event.id());
        assertThat(again.body()).isEqualTo(event.body());
        assertThat(again.turn().attempt()).isEqualTo(2);
        assertThat(again.turn().counted()).isZero();
        assertThat(gate.post(RETRY, path(event), "").code()).isEqualTo("delivery_not_failed");
    }

    @Test
    void makesNothingAgainThatDidNotFailOrIsNotKept() {
        var delivered = event();
        finish(delivered, DeliveryStatus.DELIVERED);
        var reply = reply();
        finish(reply, DeliveryStatus.FAILED);

        assertThat(gate.post(RETRY, path(delivered), "").code()).isEqualTo("delivery_not_failed");
        assertThat(gate.post(RETRY, path(reply), "").code()).isEqualTo("delivery_not_kept");
        assertThat(gate.post(RETRY, Map.of("id", "dlv_x"), "").status()).isEqualTo(404);
        assertThat(gate.post(RETRY, path(event()), "").status()).isEqualTo(404);
        assertThat(gate.queue.waiting()).isEmpty();
    }

    @Test
    void replaysWhatFailedPageByPageAndTellsOfEach() {
        finish(event(), DeliveryStatus.FAILED);
        finish(reply(), DeliveryStatus.FAILED);
        finish(event(), DeliveryStatus.FAILED);

        var first = gate.post(REPLAY, Map.of(), "{\"limit\": 2}");
        var cursor = first.body().path("next_cursor").asText();
        var rest = gate.post(REPLAY, Map.of(), "{\"cursor\": \"" + cursor + "\"}");

        assertThat(first.status()).isEqualTo(200);
        var all = new ArrayList<Integer>();
        first.body().path("items").forEach(item -> all.add(item.path("status").asInt()));
        rest.body().path("items").forEach(item -> all.add(item.path("status").asInt()));
        assertThat(all).containsExactlyInAnyOrder(202, 409, 202);
        assertThat(rest.body().has("next_cursor")).isFalse();
        assertThat(gate.queue.waiting()).hasSize(2);
    }

    @Test
    void refusesAReplayThatItDoesNotUnderstand() {
        assertThat(gate.post(REPLAY, Map.of(), "{\"agent_id\": \"x\"}").status()).isEqualTo(400);
        assertThat(gate.post(REPLAY, Map.of(), "{\"cursor\": \"x\"}").status()).isEqualTo(400);
        assertThat(gate.post(REPLAY, Map.of(), "{\"all\": true}").status()).isEqualTo(400);
    }

    @Test
    void sendsATestMessageAndTellsExactlyWhatCameOfIt() {
        var agent = gate.agent();

        var delivered = gate.post(TEST, Map.of("id", agent.id().value()), "");
        gate.destination.set(call -> new Execution.Rejected(401, "{\"error\":\"bad token\"}"));
        var refused = gate.post(TEST, Map.of("id", agent.id().value()), "");

        assertThat(delivered.status()).isEqualTo(200);
        assertThat(delivered.body().path("delivered").asBoolean()).isTrue();
        assertThat(delivered.body().path("upstream_status").asInt()).isEqualTo(200);
        assertThat(refused.body().path("delivered").asBoolean()).isFalse();
        assertThat(refused.body().path("result").asText()).isEqualTo("upstream_rejected");
        assertThat(refused.body().path("upstream_status").asInt()).isEqualTo(401);
        assertThat(refused.body().path("excerpt").asText()).contains("bad token");
        assertThat(gate.rows()).isEmpty();
        assertThat(gate.audit.types())
                .contains("external_agent.tested", "external_agent.credentials_accessed");
        assertThat(gate.post(TEST, Map.of("id", "agt_x"), "").status()).isEqualTo(404);
    }

    private DeliveryOrder failedCall(Agent agent) {
        gate.invoke(agent, LATER);
        var order = gate.queue.waiting().getLast().order();
        finish(order, DeliveryStatus.FAILED);
        return order;
    }

    private DeliveryOrder event() {
        return order(
                new Purpose.Event(
                        gate.ids.subscription(),
                        "external_agent.invocation.failed",
                        Optional.empty()));
    }

    private DeliveryOrder reply() {
        return order(
                new Purpose.Reply(
                        gate.ids.invocation(), new ReplyAddress(gate.ids.agent(), Map.of())));
    }

    private DeliveryOrder order(Purpose purpose) {
        return new DeliveryOrder(
                gate.organisation,
                gate.ids.delivery(),
                purpose,
                "{\"n\": 1}",
                SampleOrders.TRACEPARENT,
                Turn.first(Instant.EPOCH));
    }

    private void finish(DeliveryOrder order, DeliveryStatus status) {
        gate.deliveries.claim(order, new Lease("t", Instant.MAX.minusSeconds(1)), Instant.EPOCH);
        var error =
                status == DeliveryStatus.FAILED ? Optional.of("gone") : Optional.<String>empty();
        gate.deliveries.finish(
                order, new End(status, error, gate.clock.instant()), Optional.of(attempt()));
    }

    private static DeliveryAttempt attempt() {
        return new DeliveryAttempt(
                1,
                Instant.EPOCH,
                "upstream_failed",
                OptionalInt.of(503),
                Duration.ofMillis(5),
                true,
                false,
                "busy");
    }

    private static Map<String, String> path(DeliveryOrder order) {
        return Map.of("id", order.id().value());
    }
}
