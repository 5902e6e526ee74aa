package dev.tollgate.testing;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Reservation;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.Grant;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls that wait for people, made up. */
public final class SampleApprovals {
    public static final String TRACEPARENT =
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    private SampleApprovals() {}

    /** One approver, an hour; reminded after 10 minutes, escalated to admins after 30. */
    public static Requirement requirement() {
        return new Requirement(
                List.of("agent"),
                1,
                Set.of(),
                Duration.ofHours(1),
                Optional.of(Duration.ofMinutes(10)),
                Optional.of(Duration.ofMinutes(30)),
                Set.of("admin"),
                List.of());
    }

    /** The same, of so many. */
    public static Requirement requirement(int quorum) {
        var usual = requirement();
        return new Requirement(
                usual.reasons(),
                quorum,
                usual.roles(),
                usual.timeout(),
                usual.remindAfter(),
                usual.escalateAfter(),
                usual.escalateTo(),
                usual.askThrough());
    }

    /** What was asked for by the key {@code key_asker}. */
    public record Sample(Approval approval, DeliveryOrder order, Invocation held) {}

    public static Sample of(OrganisationId organisation, Requirement requirement, Instant at) {
        var agent = IDS.agent();
        var invocation = new Ids(() -> at, new SecureRandom()).invocation();
        var caller = new Caller("key_asker", Optional.empty(), ExternalIdentity.NONE, "127.0.0.1");
        var order =
                DeliveryOrder.call(organisation, agent, invocation, "{\"q\":1}", TRACEPARENT, at);
        var approval =
                Approval.required(
                        organisation,
                        agent,
                        invocation,
                        caller,
                        requirement,
                        Grant.of(order, 1, "allow_all (version 1)", new Money(50_000)),
                        "{\"q\":1}",
                        at);
        return new Sample(approval, order, held(approval, organisation, agent, invocation, at));
    }

    private static Invocation held(
            Approval approval,
            OrganisationId organisation,
            AgentId agent,
            InvocationId invocation,
            Instant at) {
        var row =
                new Invocation(
                        invocation,
                        organisation,
                        agent,
                        Platform.CUSTOM_HTTP,
                        "production",
                        approval.requester(),
                        TRACEPARENT.substring(3, 35),
                        InvocationStatus.ADMITTED,
                        Optional.of("allow_all (version 1)"),
                        Money.ZERO,
                        Money.ZERO,
                        List.of(),
                        Optional.empty(),
                        at,
                        at,
                        Optional.empty(),
                        Optional.empty());
        return row.held(
                new Reservation(
                        organisation, invocation, new Money(50_000), List.of(), Optional.empty()),
                approval.id(),
                approval.expiresAt().plus(Duration.ofHours(1)));
    }
}
