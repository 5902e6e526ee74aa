package dev.tollgate.invocation;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.policy.condition.Origin;
import dev.tollgate.domain.policy.condition.PolicyRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a policy may know of a call. */
final class Facts {
    private Facts() {}

    static PolicyRequest of(Call call, Agent agent, Instant at) {
        return new PolicyRequest(
                new PolicyRequest.Target(
                        agent.id().value(),
                        agent.platform().text(),
                        agent.environment(),
                        Set.copyOf(agent.tags())),
                new PolicyRequest.Caller(
                        call.principal().id(),
                        call.onBehalfOf().user(),
                        call.principal().roles(),
                        call.principal().team().stream().collect(Collectors.toSet())),
                new Origin(call.origin().country(), Optional.of(call.origin().address())),
                agent.costPerExecution(),
                at,
                call.attributes());
    }
}
