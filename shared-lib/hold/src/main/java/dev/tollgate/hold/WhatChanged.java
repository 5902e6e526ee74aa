package dev.tollgate.hold;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.SealedOrders;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.PolicyRef;
import java.util.Optional;

/**
 * Whether what would run is still what was asked for: the agent, the policy that let the call in,
 * and the call itself.
 */
final class WhatChanged {
    private final Agents agents;
    private final Policies policies;
    private final Approvals approvals;
    private final SealedOrders sealed;

    WhatChanged(HoldPorts ports) {
        this.agents = ports.agents();
        this.policies = ports.policies();
        this.approvals = ports.approvals();
        this.sealed = ports.sealed();
    }

    /** A sentence; empty if nothing has. */
    Optional<String> since(Approval approval, Optional<String> seen) {
        if (seen.filter(digest -> !digest.equals(approval.grant().digest())).isPresent()) {
            return Optional.of("The call is not the one that was seen.");
        }
        return agent(approval).or(() -> policy(approval)).or(() -> call(approval));
    }

    private Optional<String> agent(Approval approval) {
        var agent = agents.find(approval.organisation(), approval.agent());
        if (agent.isEmpty()) {
            return Optional.of("The agent was deleted.");
        }
        if (agent.get().status() != AgentStatus.ACTIVE) {
            return Optional.of("The agent is suspended.");
        }
        return agent.filter(it -> it.version() != approval.grant().agentVersion())
                .map(Agent::version)
                .map(version ->
                        "The agent was changed: it is at version %d, and was at %d."
                                .formatted(version, approval.grant().agentVersion()));
    }

    /** The policy is named by its id and version, and ids are without blanks. */
    private Optional<String> policy(Approval approval) {
        var granted = approval.grant().policy();
        var id = granted.substring(0, Math.max(0, granted.indexOf(' ')));
        var current =
                policies.find(approval.organisation(), id)
                        .map(policy -> new PolicyRef(policy.policyId(), policy.version()))
                        .map(PolicyRef::toString);
        return current.filter(granted::equals).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "The policy that let the call in was changed: it was " + granted + ".");
    }

    private Optional<String> call(Approval approval) {
        var call = approvals.sealed(approval.organisation(), approval.id());
        if (call.isEmpty()) {
            return Optional.of("The call is gone.");
        }
        try {
            return approval.grant().covers(sealed.open(approval.id(), call.get()))
                    ? Optional.empty()
                    : Optional.of("The call was changed.");
        } catch (IllegalStateException e) {
            return Optional.of("The call cannot be read: it was changed, or the key was.");
        }
    }
}
