package dev.tollgate.testing;

import dev.tollgate.domain.agent.Agents;

final class InMemoryAgentsTest extends AgentsContract {
    private final Agents agents = new InMemoryAgents();

    @Override
    protected Agents agents() {
        return agents;
    }
}
