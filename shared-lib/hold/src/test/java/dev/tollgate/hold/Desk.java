package dev.tollgate.hold;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Counted;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.Window;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.Change;
import dev.tollgate.domain.approval.Grant;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.approval.Voter;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.queue.Announce;
import dev.tollgate.testing.InMemoryAgents;
import dev.tollgate.testing.InMemoryApprovals;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryCounters;
import dev.tollgate.testing.InMemoryDeliveryQueue;
import dev.tollgate.testing.InMemoryKillSwitches;
import dev.tollgate.testing.InMemoryLineage;
import dev.tollgate.testing.InMemoryPolicies;
import dev.tollgate.testing.InMemorySubscriptions;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.SampleAgents;
import dev.tollgate.testing.SampleApprovals;
import dev.tollgate.testing.SetClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decisions on twins: an agent, a policy that lets everybody in, and calls that wait. */
final class Desk {
    static final Money COST = Money.usd("0.05");

    final SetClock clock = new SetClock(Instant.parse("2026-03-02T09:00:00Z"));
    final SecureRandom random = new SecureRandom();
    final Ids ids = new Ids(clock, random);
    final OrganisationId organisation = ids.organisation();
    final InMemoryLineage lineage = new InMemoryLineage();
    final InMemoryApprovals approvals = new InMemoryApprovals(lineage);
    final InMemoryCounters counters = new InMemoryCounters(clock);
    final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    final InMemoryAgents agents = new InMemoryAgents();
    final InMemoryPolicies policies = new InMemoryPolicies();
    final InMemoryKillSwitches killSwitches = new InMemoryKillSwitches();
    final InMemoryAudit audit = new InMemoryAudit();
    final RecordedMetrics metrics = new RecordedMetrics();
    final AesSealedOrders sealed = new AesSealedOrders(() -> "k".repeat(32), random);
    final HoldPorts ports =
            new HoldPorts(
                    approvals,
                    sealed,
                    new Halt(killSwitches, Duration.ofNanos(1), clock),
                    lineage,
                    counters,
                    queue,
                    agents,
                    policies,
                    audit,
                    new Announce(new InMemorySubscriptions(), queue, metrics, clock, random),
                    metrics,
                    new PublicUrl(Optional.empty()),
                    clock,
                    random);
    final Decide decide = new Decide(ports);
    final Attend attend = new Attend(ports);
    final Agent agent = SampleAgents.agent(organisation, ids.agent(), "agent");
    final RateRule perHour = new RateRule(LimitScope.agent(agent.id()), Window.HOUR, 100);

    Desk() {
        agents.add(agent);
        policies.add(
                organisation,
                PolicyJson.parse(
                        Map.of(
                                "policy_id", "everyone",
                                "effect", "allow",
                                "conditions", List.of())));
    }

    /** A call that was let in and waits. */
    Approval held(Requirement requirement) {
        return held(requirement, Optional.empty());
    }

    Approval held(Requirement requirement, Optional<ReplyAddress> replyTo) {
        var sample = SampleApprovals.of(organisation, requirement, clock.instant());
        var invocation = sample.held().id();
        var admitted =
                (Counted.Admitted)
                        counters.count(
                                new AdmissionRequest(
                                        organisation,
                                        invocation,
                                        COST,
                                        List.of(perHour),
                                        Optional.empty(),
                                        List.of()));
        var order =
                new DeliveryOrder(
                        organisation,
                        sample.order().id(),
                        new Purpose.Call(agent.id(), invocation, invocation.value(), replyTo),
                        sample.order().body(),
                        SampleApprovals.TRACEPARENT,
                        sample.order().turn());
        var approval =
                Approval.required(
                        organisation,
                        agent.id(),
                        invocation,
                        sample.held().caller(),
                        requirement,
                        Grant.of(order, agent.version(), "everyone (version 1)", COST),
                        "{\"q\":1}",
                        clock.instant());
        approvals.open(
                approval,
                sealed.seal(approval.id(), order),
                sample.held().held(admitted.reservation(), approval.id(), approval.expiresAt()));
        return approval;
    }

    Wish wish(Approval approval, String user, String... roles) {
        return new Wish(
                organisation,
                approval.id(),
                new Voter("usr_" + user, user, Set.of(roles), Optional.empty()),
                "192.0.2.7",
                Optional.empty());
    }

    Approval found(Approval approval) {
        return approvals.find(organisation, approval.id()).orElseThrow();
    }

    Invocation row(Approval approval) {
        return lineage.find(organisation, approval.invocation()).orElseThrow();
    }

    /** Calls counted in the hour. */
    int counted() {
        return counters.usage(organisation, List.of(perHour), List.of()).rates().getFirst().used();
    }

    boolean holdsMoney(Approval approval) {
        return counters.held(organisation, approval.invocation()).isPresent();
    }

    List<Step.Kind> steps() {
        return approvals.changes(organisation, 0, 100).stream()
                .map(Change::step)
                .map(Step::kind)
                .toList();
    }

    void pass(Duration time) {
        clock.pass(time);
    }
}
