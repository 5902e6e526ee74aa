package dev.tollgate.delivery;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.testing.SampleAgents;
import dev.tollgate.testing.SampleOrders;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Calls as the invocation function leaves them: admitted, held, written down, and ordered. */
final class Calls {
    static final Money HELD = new Money(50_000);

    private Calls() {}

    static Agent agent(
            OrganisationId organisation, AgentId id, Agents agents, Credentials secrets, URI url) {
        var agent = SampleAgents.agent(organisation, id, "Support");
        agents.add(agent);
        secrets.create(
                organisation,
                agent.id(),
                new AgentSecret(1, Optional.of(url), new OutboundAuth.BearerToken("secret-token")));
        return agent;
    }

    /** Of the call that an order is for. */
    static InvocationId id(DeliveryOrder order) {
        return order.purpose().subject().invocation().orElseThrow();
    }

    static DeliveryOrder admit(
            Agent agent, InvocationId id, Lineage lineage, Counters counters, Instant now) {
        counters.count(
                new AdmissionRequest(
                        agent.organisation(), id, HELD, List.of(), Optional.empty(), List.of()));
        lineage.open(
                new Invocation(
                        id,
                        agent.organisation(),
                        agent.id(),
                        Platform.CUSTOM_HTTP,
                        "production",
                        new Caller("key_1", Optional.empty(), ExternalIdentity.NONE, "127.0.0.1"),
                        "0af7651916cd43dd8448eb211c80319c",
                        InvocationStatus.QUEUED,
                        Optional.of("everyone (version 1)"),
                        HELD,
                        Money.ZERO,
                        List.of(),
                        Optional.empty(),
                        now,
                        now.plus(Duration.ofHours(1)),
                        Optional.empty(),
                        Optional.empty()));
        return DeliveryOrder.call(
                agent.organisation(),
                agent.id(),
                id,
                "{\"input\":\"hello\"}",
                SampleOrders.TRACEPARENT,
                now);
    }
}
