package dev.tollgate.invocation;

import static dev.tollgate.invocation.TestGate.daily;
import static dev.tollgate.invocation.TestGate.perMinute;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.lambda.Json;
import dev.tollgate.testing.InMemoryDeliveryQueue;
import dev.tollgate.testing.InMemoryLineage;
import dev.tollgate.testing.SetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a subscriber to everything is told of calls. */
final class TellSubscribersTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:30Z");

    private final SetClock clock = new SetClock(NOW);
    private final TestGate gate =
            new TestGate(Map.of(), new InMemoryLineage(), clock, new SplittableRandom(1));

    @Test
    void tellsOfACallThatSucceedsWithItsCostAndWithoutItsContent() {
        subscribe();
        var agent = gate.agent();

        var reply = gate.invoke(agent.id().value(), "{\"input\":\"s3cret input\"}", Map.of());

        assertThat(types())
                .containsExactly(
                        "external_agent.credentials_accessed",
                        "external_agent.invocation.completed");
        var data = data(orders().getLast());
        assertThat(data.path("invocation_id")).isEqualTo(reply.body().path("invocation_id"));
        assertThat(data.path("external_agent_id").asText()).isEqualTo(agent.id().value());
        assertThat(data.path("cost_usd").asText()).isEqualTo("0.05");
        assertThat(orders())
                .noneMatch(it -> it.body().contains("s3cret") || it.body().contains("hello"));
        assertThat(((Purpose.Event) orders().getLast().purpose()).agent()).contains(agent.id());
    }

    @Test
    void tellsOfACallThatFailsWithItsCode() {
        subscribe();
        gate.destination.set(_ -> new Execution.Rejected(400, "no"));

        gate.invoke(gate.agent());

        assertThat(types()).contains("external_agent.invocation.failed");
        assertThat(data(orders().getLast()).path("code").asText()).isEqualTo("upstream_rejected");
    }

    @Test
    void tellsOfEachDenial() {
        subscribe();
        gate.policy("nobody", "deny");
        var agent = gate.agent();

        gate.invoke(agent);
        gate.invoke(agent);

        assertThat(types())
                .containsExactly("external_agent.policy_denied", "external_agent.policy_denied");
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    void tellsOnceInAMinuteThatItIsFull() {
        subscribe();
        var agent = gate.agent(perMinute(1), Budget.NONE, Map.of());
        var other = gate.agent(perMinute(1), Budget.NONE, Map.of());
        gate.invoke(agent);
        gate.invoke(other);
        var before = orders().size();

        gate.invoke(agent);
        gate.invoke(agent);
        gate.invoke(other);

        assertThat(types().subList(before, types().size()))
                .containsExactly(
                        "external_agent.rate_limit.exceeded", "external_agent.rate_limit.exceeded");

        clock.pass(Duration.ofSeconds(31));
        gate.invoke(agent);

        assertThat(types()).hasSize(before + 3);
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    void tellsOfEachThresholdOfABudgetOnce() {
        subscribe();
        var agent = gate.agent(RateLimits.NONE, daily("0.50"), Map.of());

        for (int i = 0; i < 14; i++) {
            gate.invoke(agent);
        }

        assertThat(types().stream().filter(type -> type.contains(".budget.")))
                .containsExactly(
                        "external_agent.budget.warning",
                        "external_agent.budget.degraded",
                        "external_agent.budget.exceeded");
        var warning =
                orders().stream()
                        .filter(it -> it.body().contains("budget.warning"))
                        .findFirst()
                        .orElseThrow();
        assertThat(data(warning).path("budget").asText()).isEqualTo("agent-daily");
        assertThat(data(warning).path("limit_usd").asText()).startsWith("0.5");
    }

    @Test
    void costsNothingWithoutASubscriber() {
        gate.invoke(gate.agent());

        assertThat(gate.queue.waiting()).isEmpty();
        assertThat(gate.metrics.counted("external_agent_events_lost")).isZero();
    }

    private void subscribe() {
        gate.subscriptions.add(
                new Subscription(
                        gate.ids.subscription(),
                        gate.organisation,
                        "https://hooks.example.com/…",
                        "",
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        Optional.empty(),
                        1,
                        "usr_admin",
                        NOW,
                        NOW));
    }

    private List<DeliveryOrder> orders() {
        return gate.queue.waiting().stream().map(InMemoryDeliveryQueue.Sent::order).toList();
    }

    private List<String> types() {
        return orders().stream().map(order -> ((Purpose.Event) order.purpose()).type()).toList();
    }

    private List<String> ids() {
        return orders().stream().map(order -> order.id().value()).toList();
    }

    private static JsonNode data(DeliveryOrder order) {
        return Json.parse(order.body()).path("data");
    }
}
