package dev.tollgate.registration;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What differs between an agent and what it is to become, and the next version of it. */
final class Changes {
    private Changes() {}

    /** The names of the settings that differ, sorted. */
    static List<String> between(Agent agent, Patch patch) {
        var before = values(Settings.of(agent));
        var after = values(patch.settings());
        return before.entrySet().stream()
                .filter(value -> !value.getValue().equals(after.get(value.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Object> values(Settings settings) {
        var values = new TreeMap<String, Object>();
        values.put("name", settings.name());
        values.put("description", settings.description());
        values.put("platform_config", settings.platformConfig());
        values.put("requests_per_minute", settings.rateLimits().perMinute());
        values.put("requests_per_hour", settings.rateLimits().perHour());
        values.put("requests_per_day", settings.rateLimits().perDay());
        values.put("max_concurrency", settings.rateLimits().concurrent());
        values.put("max_daily_cost", settings.budget().daily());
        values.put("max_monthly_cost", settings.budget().monthly());
        values.put("budget_enforcement", settings.budget().enforcement());
        values.put("cost_per_execution", settings.costPerExecution());
        values.put("tags", settings.tags());
        values.put("environment", settings.environment());
        values.put("requires_approval", settings.requiresApproval());
        return values;
    }

    static Agent applied(Agent agent, Patch patch, Instant now) {
        return next(
                agent,
                patch.settings(),
                patch.status(),
                agent.endpoint(),
                agent.authType(),
                agent.credentialVersion(),
                agent.version() + 1,
                now);
    }

    static Agent deleted(Agent agent, Instant now) {
        return next(
                agent,
                Settings.of(agent),
                AgentStatus.DELETED,
                agent.endpoint(),
                agent.authType(),
                agent.credentialVersion(),
                agent.version() + 1,
                now);
    }

    static Agent withSecret(
            Agent agent, Optional<String> endpoint, String authType, int credentialVersion) {
        return next(
                agent,
                Settings.of(agent),
                agent.status(),
                endpoint,
                authType,
                credentialVersion,
                agent.version(),
                agent.updatedAt());
    }

    private static Agent next(
            Agent agent,
            Settings settings,
            AgentStatus status,
            Optional<String> endpoint,
            String authType,
            int credentialVersion,
            int version,
            Instant updatedAt) {
        return new Agent(
                agent.id(),
                agent.organisation(),
                settings.name(),
                settings.description(),
                agent.platform(),
                endpoint,
                authType,
                settings.platformConfig(),
                settings.rateLimits(),
                settings.budget(),
                settings.costPerExecution(),
                settings.tags(),
                settings.environment(),
                settings.requiresApproval(),
                status,
                credentialVersion,
                version,
                agent.createdBy(),
                agent.createdAt(),
                updatedAt);
    }
}
