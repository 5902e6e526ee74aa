package dev.tollgate.approvals;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Reservation;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.approval.Closing;
import dev.tollgate.domain.approval.Grant;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.approval.Voter;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.control.Target;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.hold.AesSealedOrders;
import dev.tollgate.hold.HoldPorts;
import dev.tollgate.lambda.Environment;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The function over twins, at a fixed time: calls wait for people, or did. */
final class Tray {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final OrganisationId HOME = new OrganisationId("org_00000000000000000000000000");
    private static final OrganisationId AWAY = new OrganisationId("org_00000000000000000000000001");
    private static final Set<String> USUAL_ROLES = Set.of("admin", "approver", "owner");
    private static final Money HELD = Money.usd("0.05");
    private static final String POLICY = "everyone (version 1)";

    private final InstantSource clock = () -> NOW;
    private final RandomGenerator random = new Random(7);
    private final InMemoryLineage lineage = new InMemoryLineage();
    private final InMemoryApprovals approvals = new InMemoryApprovals(lineage);
    private final InMemoryAgents agents = new InMemoryAgents();
    private final InMemoryPolicies policies = new InMemoryPolicies();
    private final InMemoryKillSwitches killSwitches = new InMemoryKillSwitches();
    private final AesSealedOrders sealed = new AesSealedOrders(() -> "k".repeat(32), random);

    final ApprovalsFunction function =
            new ApprovalsFunction(
                    Config.of(
                            Environment.of(
                                    Map.of(
                                            "DELIVERY_QUEUE_URL", "http://127.0.0.1:1/orders",
                                            "DELIVERY_DLQ_URL", "http://127.0.0.1:1/buried",
                                            "APPROVALS_STREAM_SECONDS", "1"))),
                    ports());

    Tray() {
        policies.add(
                HOME,
                PolicyJson.parse(
                        Map.of(
                                "policy_id",
                                "everyone",
                                "effect",
                                "allow",
                                "conditions",
                                List.of())));
        agents.add(SampleAgents.agent(HOME, agent(1), "first"));
        agents.add(SampleAgents.agent(HOME, agent(2), "second"));
        agents.add(SampleAgents.agent(HOME, agent(3), "stopped"));
        killSwitches.pull(
                new KillSwitch(
                        HOME,
                        new Target.Agent(agent(3)),
                        "Keys were found in a public repository.",
                        "usr_owner",
                        NOW.minusSeconds(40)));
        hold('a', HOME, 1, "key_caller", requirement(1, USUAL_ROLES, Duration.ofDays(1)));
        vote(hold('b', HOME, 1, "key_caller", requirement(2, USUAL_ROLES, Duration.ofDays(1))));
        reject(hold('c', HOME, 1, "key_caller", requirement(1, USUAL_ROLES, Duration.ofDays(1))));
        hold('d', HOME, 2, "usr_approver", requirement(1, USUAL_ROLES, Duration.ofDays(1)));
        hold('e', HOME, 2, "key_caller", requirement(1, Set.of("owner"), Duration.ofDays(1)));
        hold('f', HOME, 2, "key_caller", requirement(1, USUAL_ROLES, Duration.ofMinutes(1)));
        hold('h', HOME, 3, "key_caller", requirement(1, USUAL_ROLES, Duration.ofDays(1)));
        hold('g', AWAY, 1, "key_caller", requirement(1, USUAL_ROLES, Duration.ofDays(1)));
    }

    private HoldPorts ports() {
        var queue = new InMemoryDeliveryQueue();
        var metrics = new RecordedMetrics();
        return new HoldPorts(
                approvals,
                sealed,
                new Halt(killSwitches, Duration.ofNanos(1), clock),
                lineage,
                new InMemoryCounters(clock),
                queue,
                agents,
                policies,
                new InMemoryAudit(),
                new Announce(new InMemorySubscriptions(), queue, metrics, clock, random),
                metrics,
                new PublicUrl(Optional.empty()),
                clock,
                random);
    }

    private static AgentId agent(int number) {
        return new AgentId("agt_0000000000000000000000000" + number);
    }

    private static Requirement requirement(int quorum, Set<String> roles, Duration timeout) {
        return new Requirement(
                List.of("agent", "payload:email"),
                quorum,
                roles,
                timeout,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                List.of());
    }

    /** A call of a while ago; the later its letter, the newer it is. */
    private Approval hold(
            char letter,
            OrganisationId organisation,
            int agent,
            String caller,
            Requirement requirement) {
        var at = NOW.minusSeconds(300 - 10L * (letter - 'a'));
        var invocation = new InvocationId("inv_01kjpw500000000000000000" + letter + "0");
        var order =
                DeliveryOrder.call(
                        organisation,
                        agent(agent),
                        invocation,
                        "{\"input\":\"Write to person@example.com.\"}",
                        SampleApprovals.TRACEPARENT,
                        at);
        var approval =
                Approval.required(
                        organisation,
                        agent(agent),
                        invocation,
                        caller(caller),
                        requirement,
                        Grant.of(order, 1, POLICY, HELD),
                        "{\"input\":\"Write to [REDACTED:email].\"}",
                        at);
        approvals.open(approval, sealed.seal(approval.id(), order), row(approval));
        return approval;
    }

    private static Caller caller(String principal) {
        return new Caller(
                principal,
                Optional.empty(),
                new ExternalIdentity(
                        Optional.of("u-17"),
                        Optional.empty(),
                        Optional.of("crm"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("contract")),
                "192.0.2.8");
    }

    private static Invocation row(Approval approval) {
        var at = approval.createdAt();
        return new Invocation(
                        approval.invocation(),
                        approval.organisation(),
                        approval.agent(),
                        Platform.CUSTOM_HTTP,
                        "production",
                        approval.requester(),
                        SampleApprovals.TRACEPARENT.substring(3, 35),
                        InvocationStatus.ADMITTED,
                        Optional.of(POLICY),
                        Money.ZERO,
                        Money.ZERO,
                        List.of(),
                        Optional.empty(),
                        at,
                        at,
                        Optional.empty(),
                        Optional.empty())
                .held(
                        new Reservation(
                                approval.organisation(),
                                approval.invocation(),
                                HELD,
                                List.of(),
                                Optional.empty()),
                        approval.id(),
                        approval.expiresAt().plus(Duration.ofHours(1)));
    }

    private void vote(Approval approval) {
        var approver = new Voter("usr_approver", "approver", Set.of("approver"), Optional.empty());
        var at = NOW.minusSeconds(60);
        approvals.replace(
                approval.agreed(approver, Optional.of("Fine with me."), at),
                new Step(Step.Kind.VOTED, approver.id(), at));
    }

    private void reject(Approval approval) {
        var at = NOW.minusSeconds(50);
        approvals.replace(
                approval.refused(
                        ApprovalStatus.REJECTED,
                        new Closing("usr_owner", at, Optional.of("Not to customers."))),
                new Step(Step.Kind.REJECTED, "usr_owner", at));
    }
}
