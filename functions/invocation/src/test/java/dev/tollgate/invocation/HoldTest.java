package dev.tollgate.invocation;

import static dev.tollgate.invocation.TestGate.COST;
import static dev.tollgate.invocation.TestGate.daily;
import static dev.tollgate.invocation.TestGate.perMinute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.redaction.Sensitive;
import dev.tollgate.lambda.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HoldTest {
    private final TestGate gate = new TestGate();

    @Test
    void makesACallWaitForPeople() {
        var agent = gate.careful(perMinute(10), daily("1"));

        var reply = gate.invoke(agent);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().path("status").asText()).isEqualTo("held");
        assertThat(reply.body().path("approval_reasons").path(0).asText()).isEqualTo("agent");
        var id = reply.body().path("approval_id").asText();
        assertThat(reply.header("Location")).contains("/approvals/" + id);
        assertThat(reply.header("RateLimit")).contains("\"agent-minute\";r=9");
        assertThat(reply.header("X-Budget-Remaining-USD")).contains("0.95");
        assertThat(gate.destinations.calls()).isEmpty();
        assertThat(gate.queue.waiting()).isEmpty();
        assertThat(gate.rows())
                .extracting(Invocation::status, Invocation::held)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(InvocationStatus.HELD, COST));
    }

    @Test
    void recordsWhyBeforeItWaits() {
        gate.invoke(gate.careful(RateLimits.NONE, Budget.NONE));

        assertThat(gate.audit.types())
                .containsExactly("approval.required", "external_agent.policy_evaluated");
    }

    @Test
    void sealsTheVeryCallAndShowsItWithoutSecrets() {
        var agent = gate.careful(RateLimits.NONE, Budget.NONE);
        var body = "{\"input\":{\"card\":\"4111 1111 1111 1111\",\"password\":\"hunter2\"}}";

        gate.invoke(agent.id().value(), body, Map.of());

        var approval = approval();
        assertThat(approval.shown()).doesNotContain("4111", "hunter2").contains("[REDACTED:");
        var sealed = gate.approvals.sealed(gate.organisation, approval.id()).orElseThrow();
        assertThat(sealed).doesNotContain("4111", "hunter2");
        var order = gate.sealed.open(approval.id(), sealed);
        assertThat(order.body()).contains("4111 1111 1111 1111", "hunter2");
        assertThat(approval.grant().covers(order)).isTrue();
    }

    @Test
    void holdsRatesAndMoneyButNoPlace() {
        var agent = gate.careful(perMinute(2), daily("1"));
        gate.invoke(agent);
        gate.invoke(agent);

        assertThat(gate.invoke(agent).status()).isEqualTo(429);
        assertThat(gate.counters.held(gate.organisation, approval().invocation())).isPresent();
    }

    @Test
    void answersTheSameForTheSameKey() {
        var agent = gate.careful(RateLimits.NONE, Budget.NONE);
        var key = Map.of("Idempotency-Key", "once");
        var first = gate.invoke(agent, key);

        var second = gate.invoke(agent, key);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body().path("approval_id")).isEqualTo(first.body().path("approval_id"));
        assertThat(second.header("Idempotent-Replayed")).contains("true");
        assertThat(gate.rows()).hasSize(1);
    }

    @Test
    void asksForWhatTheOrganisationAndItsPoliciesSay() {
        gate.approvalSettings.replace(
                gate.organisation, rules(Set.of(Sensitive.CARD_NUMBER), Optional.of(Money.ZERO)));
        gate.policy(
                Map.of(
                        "policy_id",
                        "two",
                        "effect",
                        "allow",
                        "conditions",
                        List.of(),
                        "obligations",
                        List.of(Map.of("type", "require_approval", "quorum", 2))));
        var body = "{\"input\":{\"note\":\"4111 1111 1111 1111\"}}";

        var reply = gate.invoke(gate.agent().id().value(), body, Map.of());

        assertThat(reply.status()).isEqualTo(202);
        assertThat(approval().requirement().reasons())
                .containsExactly("cost_above", "payload:card_number", "policy:two");
        assertThat(approval().requirement().quorum()).isEqualTo(2);
    }

    @Test
    void letsPassWhatNoRuleAsksFor() {
        gate.approvalSettings.replace(
                gate.organisation, rules(Set.of(Sensitive.CARD_NUMBER), Optional.of(COST)));

        assertThat(gate.invoke(gate.agent()).status()).isEqualTo(200);
    }

    private static ApprovalRules rules(Set<Sensitive> payload, Optional<Money> costAbove) {
        var none = ApprovalRules.NONE;
        return new ApprovalRules(
                costAbove,
                false,
                payload,
                OptionalInt.empty(),
                Set.of(),
                none.quorum(),
                none.roles(),
                none.timeout(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                List.of(),
                1);
    }

    @Test
    void makesNobodyWaitForWhatIsRefusedAnyway() {
        var agent = gate.careful(RateLimits.NONE, Budget.NONE);
        gate.policy("nobody", "deny");

        assertThat(gate.invoke(agent).status()).isEqualTo(403);
        assertThat(gate.approvals.latest(gate.organisation)).isZero();
    }

    @Test
    void refusesWhatIsTooLargeToWait() {
        var agent = gate.careful(RateLimits.NONE, Budget.NONE);
        var body = Json.write(Map.of("input", "x".repeat(201 * 1024)));

        var reply = gate.invoke(agent.id().value(), body, Map.of());

        assertThat(reply.status()).isEqualTo(413);
        assertThat(gate.approvals.latest(gate.organisation)).isZero();
    }

    private Approval approval() {
        return gate.approvals.find(gate.organisation, last()).orElseThrow();
    }

    private ApprovalId last() {
        var changes = gate.approvals.changes(gate.organisation, 0, 100);
        return changes.getLast().approval();
    }
}
