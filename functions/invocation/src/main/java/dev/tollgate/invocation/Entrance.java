package dev.tollgate.invocation;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.inbound.Inbound;
import java.util.Optional;

/**
 * Where a platform's requests come in: an agent that is registered on it, with a key to check them
 * with.
 */
record Entrance(Agent agent, Inbound platform, String key) {
    /**
     * The agent that a command is for: the one that {@code platform_config.target_agent_id} names,
     * else the agent itself. So it is while the agent is suspended, which refuses for that reason.
     */
    AgentId target() {
        return agent.status() == AgentStatus.ACTIVE ? named().orElse(agent.id()) : agent.id();
    }

    private Optional<AgentId> named() {
        return Optional.ofNullable(agent.platformConfig().get("target_agent_id"))
                .map(id -> new AgentId(id.toString()));
    }

    @Override
    public String toString() {
        return "Entrance[" + agent.id() + ", " + agent.platform().text() + "]";
    }
}
