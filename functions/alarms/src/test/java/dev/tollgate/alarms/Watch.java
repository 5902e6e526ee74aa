package dev.tollgate.alarms;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Admit;
import dev.tollgate.domain.admission.LimitRules;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.LineageQuery;
import dev.tollgate.lambda.Environment;
import dev.tollgate.testing.Golden;
import dev.tollgate.testing.InMemoryAgents;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryBudgets;
import dev.tollgate.testing.InMemoryCounters;
import dev.tollgate.testing.InMemoryDeliveryQueue;
import dev.tollgate.testing.InMemoryIdempotencyKeys;
import dev.tollgate.testing.InMemoryLimits;
import dev.tollgate.testing.InMemoryLineage;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.SetClock;
import dev.tollgate.testing.TestContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The function on twins, with one destination in the home organisation. */
final class Watch {
    static final Instant START = Instant.parse("2026-11-25T04:15:08Z");
    static final OrganisationId HOME = new OrganisationId("org_00000000000000000000000000");

    private static final Golden EVENTS = Golden.of("alarms");

    final SetClock clock = new SetClock(START);
    final Random random = new Random(7);
    final Ids ids = new Ids(clock, random);
    final InMemoryAgents agents = new InMemoryAgents();
    final IdempotencyKeys keys = new InMemoryIdempotencyKeys(clock);
    final InMemoryLineage lineage = new InMemoryLineage();
    final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    final InMemoryLimits limits = new InMemoryLimits();
    final InMemoryCounters counters = new InMemoryCounters(clock);
    final InMemoryBudgets budgets = new InMemoryBudgets(clock);
    final InMemoryAudit audit = new InMemoryAudit();
    final RecordedMetrics metrics = new RecordedMetrics();
    final Agent pager = agent(HOME, "pager", Budget.NONE);

    AlarmsFunction function() {
        return function(pager.id().value());
    }

    AlarmsFunction function(String destinations) {
        return function(
                Map.of(
                        "ALARM_DESTINATIONS",
                        destinations,
                        "ALARM_SUSPENDS_EXHAUSTED_AGENTS",
                        "true"),
                agents,
                queue,
                audit);
    }

    /** With ports that may fail. */
    AlarmsFunction function(
            Map<String, String> settings, Agents around, DeliveryQueue into, Audit onto) {
        var all = new HashMap<>(settings);
        all.put("DELIVERY_QUEUE_URL", "http://127.0.0.1:1/queue");
        all.put("DELIVERY_DLQ_URL", "http://127.0.0.1:1/dead");
        return new AlarmsFunction(
                Config.of(Environment.of(all)),
                new AlarmsFunction.Ports(
                        around, keys, lineage, into, limits, counters, budgets, onto, metrics,
                        clock, random));
    }

    Map<String, Integer> handle(AlarmsFunction function, String event) {
        return function.handleRequest(event(event), new TestContext());
    }

    static SNSEvent event(String name) {
        return EVENTS.request(name, SNSEvent.class);
    }

    Agent agent(OrganisationId organisation, String name, Budget budget) {
        return agent(organisation, name, budget, Platform.CUSTOM_HTTP, AgentStatus.ACTIVE);
    }

    Agent agent(
            OrganisationId organisation,
            String name,
            Budget budget,
            Platform platform,
            AgentStatus status) {
        var agent = sample(organisation, ids.agent(), name, budget, platform, status);
        agents.add(agent);
        return agent;
    }

    static Agent sample(
            OrganisationId organisation,
            AgentId id,
            String name,
            Budget budget,
            Platform platform,
            AgentStatus status) {
        return new Agent(
                id,
                organisation,
                name,
                "",
                platform,
                Optional.empty(),
                "none",
                Map.of(),
                RateLimits.NONE,
                budget,
                Money.usd("0.05"),
                List.of(),
                "production",
                false,
                status,
                1,
                1,
                "usr_admin",
                START,
                START);
    }

    /** Of a dollar. */
    static Budget daily() {
        return new Budget(Optional.of(Money.usd("1")), Optional.empty(), Budget.Enforcement.HARD);
    }

    /** As calls of 5 cents do; whether all were admitted. */
    boolean spend(Agent agent, int calls) {
        boolean all = true;
        for (int i = 0; i < calls; i++) {
            all &= admit(agent) instanceof Admission.Admitted;
        }
        return all;
    }

    private Admission admit(Agent agent) {
        var rules =
                LimitRules.of(
                        agent,
                        limits.find(agent.organisation()),
                        Optional.empty(),
                        Optional.empty(),
                        BigDecimal.ONE,
                        clock.instant());
        return new Admit(counters, budgets, Admit.RateFailMode.OPEN, clock, attempt -> {})
                .admit(
                        new AdmissionRequest(
                                agent.organisation(),
                                ids.invocation(),
                                agent.costPerExecution(),
                                rules.rates(),
                                rules.concurrency(),
                                rules.budgets()));
    }

    AgentStatus status(Agent agent) {
        return agents.find(agent.organisation(), agent.id()).orElseThrow().status();
    }

    List<Invocation> rows() {
        return lineage.list(HOME, LineageQuery.ALL, PageRequest.first(50)).items();
    }
}
