package dev.tollgate.testing;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Agents for tests, with every field set. */
public final class SampleAgents {
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.678Z");

    private SampleAgents() {}

    /** An active custom_http agent at version 1. */
    public static Agent agent(OrganisationId organisation, AgentId id, String name) {
        return new Agent(
                id,
                organisation,
                name,
                "Answers questions – in any language",
                Platform.CUSTOM_HTTP,
                Optional.of("https://agents.example.com/…"),
                "api_key",
                Map.of(
                        "cost_field",
                        "/usage/cost_usd",
                        "max_cost_per_execution",
                        new BigDecimal("0.25")),
                new RateLimits(
                        OptionalInt.of(10),
                        OptionalInt.of(100),
                        OptionalInt.empty(),
                        OptionalInt.of(4)),
                new Budget(Optional.of(Money.usd("10")), Optional.empty(), Budget.Enforcement.SOFT),
                Money.usd("0.05"),
                List.of("support", "eu"),
                "production",
                true,
                AgentStatus.ACTIVE,
                1,
                1,
                "key_00000000000000000000000000",
                CREATED,
                CREATED);
    }

    /** The next version of an agent, with this name and status. */
    public static Agent next(Agent agent, String name, AgentStatus status) {
        return new Agent(
                agent.id(),
                agent.organisation(),
                name,
                agent.description(),
                agent.platform(),
                agent.endpoint(),
                agent.authType(),
                agent.platformConfig(),
                agent.rateLimits(),
                agent.budget(),
                agent.costPerExecution(),
                agent.tags(),
                agent.environment(),
                agent.requiresApproval(),
                status,
                agent.credentialVersion(),
                agent.version() + 1,
                agent.createdBy(),
                agent.createdAt(),
                agent.updatedAt().plusSeconds(60));
    }
}
