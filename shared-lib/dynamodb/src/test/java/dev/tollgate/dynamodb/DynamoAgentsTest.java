package dev.tollgate.dynamodb;

import dev.tollgate.domain.agent.Agents;
import dev.tollgate.testing.AgentsContract;
import java.security.SecureRandom;

final class DynamoAgentsTest extends AgentsContract {
    private static final Agents AGENTS = new DynamoAgents(LocalTables.shared(), new SecureRandom());

    @Override
    protected Agents agents() {
        return AGENTS;
    }
}
