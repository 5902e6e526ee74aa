package dev.tollgate.lambda;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The agent that rehearsals are about, with every kind of limit. It is never stored anywhere. */
public final class RehearsedAgent {
    public static final OrganisationId ORGANISATION =
            new OrganisationId("org_00000000000000000000000000");
    public static final AgentId ID = new AgentId("agt_00000000000000000000000000");

    private static final OptionalInt SOME = OptionalInt.of(100);
    private static final Optional<Money> DOLLARS = Optional.of(Money.usd("100"));

    private RehearsedAgent() {}

    public static Agent active() {
        return new Agent(
                ID,
                ORGANISATION,
                "rehearsal",
                "",
                Platform.CUSTOM_HTTP,
                Optional.empty(),
                "bearer_token",
                Map.of(),
                new RateLimits(SOME, SOME, SOME, SOME),
                new Budget(DOLLARS, DOLLARS, Budget.Enforcement.HARD),
                Money.usd("0.05"),
                List.of("rehearsal"),
                "production",
                false,
                AgentStatus.ACTIVE,
                1,
                1,
                "usr_rehearsal",
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
