package dev.tollgate.invocation;

import static dev.tollgate.invocation.TestGate.COST;
import static dev.tollgate.invocation.TestGate.daily;
import static dev.tollgate.invocation.TestGate.perMinute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.LineageQuery;
import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.testing.InMemoryLineage;
import dev.tollgate.testing.SampleAgents;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class InvokeTest {
    @Test
    void carriesACallOutAndTellsWhatItCost() {
        var gate = new TestGate();
        var agent = gate.agent(perMinute(10), daily("1"), Map.of());

        var reply = gate.invoke(agent);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("output").path("reply").asText()).isEqualTo("hello");
        assertThat(reply.body().path("cost_usd").decimalValue()).isEqualByComparingTo("0.05");
        assertThat(reply.header("RateLimit")).contains("\"agent-minute\";r=9");
        assertThat(reply.header("RateLimit-Policy")).contains("\"agent-minute\";q=10;w=60");
        assertThat(reply.header("X-Budget-Remaining-USD")).contains("0.95");
        assertThat(reply.header("X-Invocation-Id"))
                .contains(reply.body().path("invocation_id").asText());
        assertThat(gate.rows())
                .extracting(Invocation::status, Invocation::cost)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(InvocationStatus.COMPLETED, COST));
    }

    @Test
    void recordsPolicyAndCredentialsBeforeTheEffect() {
        var gate = new TestGate();
        var agent = gate.agent();
        var before = new java.util.ArrayList<String>();
        gate.destination.set(call -> {
            before.addAll(gate.audit.types());
            before.add(gate.rows().getFirst().status().text());
            return TestGate.answered("{}");
        });

        gate.invoke(agent);

        assertThat(before)
                .containsExactly(
                        "external_agent.policy_evaluated",
                        "external_agent.credentials_accessed",
                        "admitted");
    }

    @Test
    void sendsInputContextUserAndTraceToTheAgent() {
        var gate = new TestGate();
        var agent = gate.agent();
        gate.invoke(
                agent.id().value(),
                "{\"input\":{\"q\":1},\"context\":{\"a\":\"b\"},\"metadata\":{\"m\":2}}",
                Map.of(
                        "X-External-User-Email", "ann@example.com",
                        "X-External-System", "crm",
                        "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        var call = gate.destinations.calls().getFirst();
        assertThat(call.body())
                .isEqualTo(
                        "{\"invocation_id\":\""
                                + call.invocationId().orElseThrow()
                                + "\",\"agent_id\":\""
                                + agent.id()
                                + "\",\"input\":{\"q\":1},\"context\":{\"a\":\"b\"},\"metadata\":{\"m\":2},"
                                + "\"user\":{\"email\":\"ann@example.com\",\"system\":\"crm\"}}");
        assertThat(call.headers().get("traceparent"))
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    @Test
    void refusesInTheFixedOrder() {
        var gate = new TestGate();
        var agent = gate.agent(perMinute(1), daily("0.07"), Map.of());
        var key = Map.of("Idempotency-Key", "k-1");
        gate.invoke(agent, key);
        var other = "{\"input\":\"other\"}";

        // Rate before budget: both are used up by the first call.
        assertThat(gate.invoke(agent).code()).isEqualTo("rate_limited");
        // Policy before rate.
        gate.policy("nobody", "deny");
        assertThat(gate.invoke(agent).code()).isEqualTo("policy_denied");
        // The key before policy.
        assertThat(gate.invoke(agent.id().value(), other, key).code())
                .isEqualTo("idempotency_key_reused");
        // Suspension before the key.
        gate.agents.replace(SampleAgents.next(agent, agent.name(), AgentStatus.SUSPENDED));
        assertThat(gate.invoke(agent.id().value(), other, key).code()).isEqualTo("agent_suspended");
        // Existence before all.
        assertThat(gate.invoke(gate.ids.agent().value(), other, key).code()).isEqualTo("not_found");
        assertThat(gate.invoke("nonsense", other, key).code()).isEqualTo("not_found");
        assertThat(gate.rows())
                .extracting(row -> row.outcome().flatMap(outcome -> outcome.code()).orElse("done"))
                .containsExactly(
                        "agent_suspended",
                        "idempotency_key_reused",
                        "policy_denied",
                        "rate_limited",
                        "done");
    }

    @Test
    void refusesBeyondTheBudgetAndSaysWhenItResets() {
        var gate = new TestGate();
        var agent = gate.agent(RateLimits.NONE, daily("0.07"), Map.of());
        gate.invoke(agent);

        var reply = gate.invoke(agent);

        assertThat(reply.status()).isEqualTo(402);
        assertThat(reply.code()).isEqualTo("budget_exceeded");
        assertThat(reply.body().path("limit").asText()).isEqualTo("agent-daily");
        assertThat(Instant.parse(reply.body().path("resets_at").asText())).isAfter(Instant.now());
        assertThat(gate.audit.types())
                .contains("external_agent.budget_exceeded", "external_agent.budget.exceeded");
    }

    @Test
    void explainsADenial() {
        var gate = new TestGate();
        gate.policy("nobody", "deny");

        var reply = gate.invoke(gate.agent());

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body().path("reason").asText()).isEqualTo("denied_by_policy");
        assertThat(reply.body().path("explanation").toString()).contains("nobody");
        assertThat(gate.destinations.calls()).isEmpty();
    }

    @Test
    void saysWhenToRetryOnceTheWindowIsSpent() {
        var gate = new TestGate();
        var agent = gate.agent(perMinute(1), Budget.NONE, Map.of());
        gate.invoke(agent);

        var reply = gate.invoke(agent);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(Integer.parseInt(reply.header("Retry-After").orElseThrow())).isBetween(1, 61);
    }

    @Test
    void tellsAThresholdOncePerPeriod() {
        var gate = new TestGate();
        var agent = gate.agent(RateLimits.NONE, daily("0.25"), Map.of());
        for (int i = 0; i < 7; i++) {
            gate.invoke(agent);
        }

        assertThat(
                        gate.audit.types().stream()
                                .filter(type -> type.startsWith("external_agent.budget.")))
                .containsExactly(
                        "external_agent.budget.warning",
                        "external_agent.budget.degraded",
                        "external_agent.budget.exceeded");
    }

    @Test
    void routesASoftAgentToItsDegradedSettings() {
        var gate = new TestGate();
        var soft =
                new Budget(
                        Optional.of(Money.usd("0.05")), Optional.empty(), Budget.Enforcement.SOFT);
        var agent = gate.agent(RateLimits.NONE, soft, Map.of("degraded", Map.of("model", "small")));

        var first = gate.invoke(agent);
        var second = gate.invoke(agent);

        assertThat(List.of(first.status(), second.status())).containsExactly(200, 200);
        assertThat(second.header("X-Budget-State")).contains("exhausted");
        assertThat(gate.destinations.calls().getLast().body())
                .contains("\"settings\":{\"model\":\"small\"}");
    }

    @Test
    void replaysTheFirstAnswerUnderItsKey() {
        var gate = new TestGate();
        var agent = gate.agent();
        var key = Map.of("Idempotency-Key", "k-1");

        var first = gate.invoke(agent, key);
        var second = gate.invoke(agent, key);

        assertThat(second.header("Idempotent-Replayed")).contains("true");
        assertThat(second.body().path("invocation_id"))
                .isEqualTo(first.body().path("invocation_id"));
        assertThat(second.body().path("output")).isEqualTo(first.body().path("output"));
        assertThat(gate.destinations.calls()).hasSize(1);
    }

    @Test
    void freesTheKeyOfARefusedCall() {
        var gate = new TestGate();
        var agent = gate.agent();
        var key = Map.of("Idempotency-Key", "k-1");
        gate.policy("nobody", "deny");
        gate.invoke(agent, key);
        gate.policies.remove(
                gate.organisation,
                gate.policies.find(gate.organisation, "nobody").orElseThrow().ref());

        assertThat(gate.invoke(agent, key).status()).isEqualTo(200);
    }

    @Test
    void carriesOutOneOfManyWithTheSameKey() throws Exception {
        var gate = new TestGate();
        var agent = gate.agent();
        try (var threads = Executors.newFixedThreadPool(32)) {
            Callable<Integer> call =
                    () -> gate.invoke(agent, Map.of("Idempotency-Key", "k-1")).status();
            var statuses =
                    threads.invokeAll(Stream.generate(() -> call).limit(64).toList()).stream()
                            .map(each -> each.resultNow())
                            .toList();

            assertThat(Set.of(200, 409)).containsAll(statuses);
        }
        assertThat(gate.destinations.calls()).hasSize(1);
    }

    @Test
    void answersForAnAgentThatFails() {
        var gate = new TestGate();
        var agent = gate.agent(RateLimits.NONE, daily("1"), Map.of());

        gate.destination.set(call -> new Execution.Failed(500, "", Optional.empty()));
        var failed = gate.invoke(agent);
        gate.destination.set(call -> new Execution.TimedOut(Duration.ofSeconds(26)));
        var timedOut = gate.invoke(agent);
        gate.destination.set(call -> new Execution.Unreachable("no such host"));
        var unreachable = gate.invoke(agent);

        assertThat(List.of(failed.status(), timedOut.status(), unreachable.status()))
                .containsExactly(502, 504, 502);
        assertThat(failed.body().path("upstream_status").asInt()).isEqualTo(500);
        assertThat(gate.rows().stream().map(Invocation::cost))
                .containsExactly(Money.ZERO, COST, COST);
    }

    @Test
    void settlesWhatTheAgentDeclares() {
        var gate = new TestGate();
        var agent = gate.agent(RateLimits.NONE, daily("0.10"), Map.of());
        gate.destination.set(call ->
                new Execution.Answered(
                        200,
                        "{}",
                        "application/json",
                        Map.of(),
                        new DeclaredCost.Declared(Money.usd("0.01")),
                        Duration.ZERO));

        var statuses = Stream.generate(() -> gate.invoke(agent).status()).limit(7).toList();

        // Each holds 0.05 and costs 0.01, so the seventh finds 0.04 left and cannot hold 0.05.
        assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 200, 402);
    }

    @Test
    void queuesACallForLater() {
        var gate = new TestGate();
        var agent = gate.agent();

        var reply = gate.invoke(agent, Map.of("Prefer", "respond-async"));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Preference-Applied")).contains("respond-async");
        assertThat(reply.header("Location"))
                .contains("/api/invocations/" + reply.body().path("invocation_id").asText());
        assertThat(gate.queue.waiting()).hasSize(1);
        assertThat(gate.rows().getFirst().status()).isEqualTo(InvocationStatus.QUEUED);
        assertThat(gate.destinations.calls()).isEmpty();
    }

    @Test
    void admitsWithoutTheCountersOnlyWhereThatIsAllowed() {
        var open = new TestGate();
        open.counters.down(true);
        var closed =
                new TestGate(
                        Map.of("EXTERNAL_AGENT_RATE_LIMIT_FAIL_OPEN", "false"),
                        new InMemoryLineage());
        closed.counters.down(true);
        var limited = open.agent(perMinute(1), daily("1"), Map.of());

        assertThat(open.invoke(limited).body().path("remaining").path("exact").booleanValue())
                .isFalse();
        assertThat(open.invoke(limited).status()).isEqualTo(429);
        assertThat(closed.invoke(closed.agent()).status()).isEqualTo(503);
    }

    @Test
    void doesNothingThatItCannotRecord() {
        var gate = new TestGate(Map.of(), new BrokenLineage());

        var reply = gate.invoke(gate.agent());

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.response().getBody()).doesNotContain("broken");
        assertThat(gate.destinations.calls()).isEmpty();
    }

    @Test
    void letsOnlyTrustedKeysSayOnWhoseBehalf() {
        var gate = new TestGate();
        gate.scopes = EnumSet.of(Scope.AGENTS_INVOKE);

        var reply = gate.invoke(gate.agent(), Map.of("X-External-User-ID", "u-1"));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body().path("required_scope").asText()).isEqualTo("identity:assert");
    }

    /** A store that is away. */
    private static final class BrokenLineage implements Lineage {
        @Override
        public void open(Invocation invocation) {
            throw new IllegalStateException("broken");
        }

        @Override
        public boolean replaceOpen(Invocation invocation) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Optional<Invocation> find(OrganisationId organisation, InvocationId id) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Page<Invocation> list(
                OrganisationId organisation, LineageQuery query, PageRequest page) {
            throw new IllegalStateException("broken");
        }

        @Override
        public List<Invocation> overdue(Instant now) {
            throw new IllegalStateException("broken");
        }
    }
}
