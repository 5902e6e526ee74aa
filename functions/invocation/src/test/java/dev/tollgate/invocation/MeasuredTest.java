package dev.tollgate.invocation;

import static dev.tollgate.invocation.TestGate.daily;
import static dev.tollgate.invocation.TestGate.perMinute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.testing.RecordedMetrics.Measurement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the alarms watch. */
final class MeasuredTest {
    private static final Map<String, String> HTTP = Map.of("platform", "custom_http");
    private static final Map<String, String> MINUTE = Map.of("limit", "agent-minute");
    private static final Map<String, String> DAILY = Map.of("limit", "agent-daily");

    private final TestGate gate = new TestGate();

    @Test
    void countsEveryDecisionOfThePoliciesBesideTheDenials() {
        var agent = gate.agent();
        gate.invoke(agent);
        gate.policy("nobody", "deny");
        gate.invoke(agent);

        assertThat(named("external_agent_policy_evaluations"))
                .containsExactly(
                        new Measurement("external_agent_policy_evaluations", 1, HTTP),
                        new Measurement("external_agent_policy_evaluations", 1, HTTP));
        assertThat(named("external_agent_policy_denials"))
                .containsExactly(new Measurement("external_agent_policy_denials", 1, HTTP));
    }

    @Test
    void countsNoDecisionWhereThePoliciesWereNotAsked() {
        gate.invoke("agt_01kjpvsyz00000000000000000", "{\"input\":\"hi\"}", Map.of());

        assertThat(named("external_agent_policy_evaluations")).isEmpty();
    }

    @Test
    void tellsWhatIsLeftOfARateLimitAlsoWhenItRefuses() {
        var agent = gate.agent(perMinute(2), Budget.NONE, Map.of());
        gate.invoke(agent);
        gate.invoke(agent);
        gate.invoke(agent);

        assertThat(named("external_agent_rate_limit_remaining"))
                .containsExactly(
                        new Measurement("external_agent_rate_limit_remaining", 1, MINUTE),
                        new Measurement("external_agent_rate_limit_remaining", 0, MINUTE),
                        new Measurement("external_agent_rate_limit_remaining", 0, MINUTE));
        assertThat(named("external_agent_rate_limit_remaining_ratio"))
                .containsExactly(
                        new Measurement("external_agent_rate_limit_remaining_ratio", 0.5, MINUTE),
                        new Measurement("external_agent_rate_limit_remaining_ratio", 0, MINUTE),
                        new Measurement("external_agent_rate_limit_remaining_ratio", 0, MINUTE));
    }

    @Test
    void tellsThatABudgetIsFullWhenItRefuses() {
        var agent = gate.agent(RateLimits.NONE, daily("0.08"), Map.of());
        gate.invoke(agent);
        gate.invoke(agent);

        assertThat(named("external_agent_budget_usage_percentage"))
                .containsExactly(
                        new Measurement("external_agent_budget_usage_percentage", 0.625, DAILY),
                        new Measurement("external_agent_budget_usage_percentage", 1, DAILY));
    }

    private List<Measurement> named(String name) {
        return gate.metrics.all().stream().filter(each -> each.name().equals(name)).toList();
    }
}
