package dev.tollgate.registration;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import java.util.List;
import java.util.Map;

/** What the owner of an agent may set and change, apart from its secret and its status. */
record Settings(
        String name,
        String description,
        Map<String, Object> platformConfig,
        RateLimits rateLimits,
        Budget budget,
        Money costPerExecution,
        List<String> tags,
        String environment,
        boolean requiresApproval) {
    Settings {
        platformConfig = Map.copyOf(platformConfig);
        tags = List.copyOf(tags);
    }

    static Settings of(Agent agent) {
        return new Settings(
                agent.name(),
                agent.description(),
                agent.platformConfig(),
                agent.rateLimits(),
                agent.budget(),
                agent.costPerExecution(),
                agent.tags(),
                agent.environment(),
                agent.requiresApproval());
    }
}
