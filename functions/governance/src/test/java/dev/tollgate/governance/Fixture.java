package dev.tollgate.governance;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Admit;
import dev.tollgate.domain.admission.LimitRules;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.lambda.Environment;
import dev.tollgate.testing.InMemoryAgents;
import dev.tollgate.testing.InMemoryApprovalSettings;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryBudgets;
import dev.tollgate.testing.InMemoryCounters;
import dev.tollgate.testing.InMemoryKillSwitches;
import dev.tollgate.testing.InMemoryLimits;
import dev.tollgate.testing.InMemoryPolicies;
import dev.tollgate.testing.InMemoryTallies;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.SampleAgents;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** The function on twins: two policies, one agent with the limits of the guide and one without. */
final class Fixture {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    static final OrganisationId HOME = new OrganisationId("org_00000000000000000000000000");
    static final OrganisationId AWAY = new OrganisationId("org_00000000000000000000000001");
    static final AgentId LIMITED = new AgentId("agt_00000000000000000000000000");
    static final AgentId FREE = new AgentId("agt_00000000000000000000000001");

    final InMemoryAgents agents = new InMemoryAgents();
    final InMemoryPolicies policies = new InMemoryPolicies();
    final InMemoryLimits limits = new InMemoryLimits();
    final InMemoryApprovalSettings approvals = new InMemoryApprovalSettings();
    final InMemoryKillSwitches killSwitches = new InMemoryKillSwitches();
    final InMemoryAudit audit = new InMemoryAudit();
    Instant now = NOW;
    private final InstantSource clock = () -> now;
    final InMemoryCounters counters = new InMemoryCounters(clock);
    final InMemoryTallies tallies = new InMemoryTallies(clock);
    final InMemoryBudgets budgets = new InMemoryBudgets(clock);

    Fixture() {
        policies.add(HOME, PolicyJson.parse(usOnly()));
        policies.add(
                HOME,
                PolicyJson.parse(
                        Map.of(
                                "policy_id", "business_hours",
                                "effect", "allow",
                                "conditions", List.of())));
        agents.add(
                agent(
                        LIMITED,
                        "Support",
                        new RateLimits(
                                OptionalInt.of(10),
                                OptionalInt.of(100),
                                OptionalInt.of(500),
                                OptionalInt.empty()),
                        new Budget(
                                Optional.of(Money.usd("100")),
                                Optional.of(Money.usd("100")),
                                Budget.Enforcement.HARD)));
        agents.add(agent(FREE, "Free", RateLimits.NONE, Budget.NONE));
    }

    static Map<String, Object> usOnly() {
        return Map.of(
                "policy_id",
                "us_only",
                "effect",
                "allow",
                "conditions",
                List.of(Map.of("type", "location", "countries", List.of("US", "CA"))));
    }

    static Agent agent(AgentId id, String name, RateLimits rates, Budget budget) {
        var sample = SampleAgents.agent(HOME, id, name);
        return new Agent(
                sample.id(),
                sample.organisation(),
                sample.name(),
                sample.description(),
                sample.platform(),
                sample.endpoint(),
                sample.authType(),
                sample.platformConfig(),
                rates,
                budget,
                sample.costPerExecution(),
                sample.tags(),
                sample.environment(),
                sample.requiresApproval(),
                AgentStatus.ACTIVE,
                sample.credentialVersion(),
                sample.version(),
                sample.createdBy(),
                sample.createdAt(),
                sample.updatedAt());
    }

    GovernanceFunction function() {
        return function(Map.of());
    }

    GovernanceFunction function(Map<String, String> variables) {
        return function(variables, audit);
    }

    GovernanceFunction function(Map<String, String> variables, Audit recorder) {
        return new GovernanceFunction(
                Config.of(Environment.of(variables)),
                new GovernanceFunction.Ports(
                        agents,
                        policies,
                        limits,
                        approvals,
                        counters,
                        budgets,
                        killSwitches,
                        tallies,
                        recorder,
                        new RecordedMetrics(),
                        clock,
                        new SplittableRandom(1)));
    }

    /**
     * As in the administrator guide: 200 calls in a day, 45 in an hour, 3 in a minute; 67.50 USD.
     */
    Fixture used() {
        var random = new SplittableRandom(2);
        now = NOW.minus(Duration.ofHours(8));
        calls(155, Duration.ofMinutes(2), random);
        now = NOW.minus(Duration.ofMinutes(50));
        calls(42, Duration.ofMinutes(1), random);
        now = NOW.minusSeconds(10);
        calls(3, Duration.ofSeconds(1), random);
        now = NOW;
        return this;
    }

    private void calls(int count, Duration apart, SplittableRandom random) {
        var admit = new Admit(counters, budgets, Admit.RateFailMode.CLOSED, clock, _ -> {});
        var agent = agents.find(HOME, LIMITED).orElseThrow();
        for (int i = 0; i < count; i++) {
            var limited =
                    LimitRules.of(
                            agent,
                            OrganisationLimits.NONE,
                            Optional.empty(),
                            Optional.empty(),
                            BigDecimal.ONE,
                            now);
            var admitted =
                    admit.admit(
                            new AdmissionRequest(
                                    HOME,
                                    new Ids(clock, random).invocation(),
                                    Money.usd("0.3375"),
                                    limited.rates(),
                                    limited.concurrency(),
                                    limited.budgets()));
            if (!(admitted instanceof Admission.Admitted)) {
                throw new IllegalStateException("not admitted: " + admitted);
            }
            now = now.plus(apart);
        }
    }
}
