package dev.tollgate.domain.policy.condition;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.policy.condition.PolicyRequest.Caller;
import dev.tollgate.domain.policy.condition.PolicyRequest.Target;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One ordinary request, and the same request with a single fact changed. */
public final class Requests {
    public static final PolicyRequest ORDINARY =
            new PolicyRequest(
                    new Target("agt_1", "slack", "production", Set.of("pii", "eu")),
                    new Caller("key_1", Optional.of("usr_1"), Set.of("operator"), Set.of("sales")),
                    Origin.unknown(),
                    Money.usd("0.50"),
                    Instant.parse("2026-03-04T12:00:00Z"),
                    Map.of());

    private Requests() {}

    public static PolicyRequest in(String environment) {
        Target target = ORDINARY.target();
        return new PolicyRequest(
                new Target(target.agentId(), target.provider(), environment, target.tags()),
                ORDINARY.caller(),
                ORDINARY.origin(),
                ORDINARY.estimated(),
                ORDINARY.at(),
                ORDINARY.attributes());
    }

    public static PolicyRequest at(String instant) {
        return new PolicyRequest(
                ORDINARY.target(),
                ORDINARY.caller(),
                ORDINARY.origin(),
                ORDINARY.estimated(),
                Instant.parse(instant),
                ORDINARY.attributes());
    }

    public static PolicyRequest from(Optional<String> country, Optional<String> ip) {
        return new PolicyRequest(
                ORDINARY.target(),
                ORDINARY.caller(),
                new Origin(country, ip),
                ORDINARY.estimated(),
                ORDINARY.at(),
                ORDINARY.attributes());
    }

    public static PolicyRequest costing(String usd) {
        return new PolicyRequest(
                ORDINARY.target(),
                ORDINARY.caller(),
                ORDINARY.origin(),
                Money.usd(usd),
                ORDINARY.at(),
                ORDINARY.attributes());
    }

    public static PolicyRequest with(Map<String, Object> attributes) {
        return new PolicyRequest(
                ORDINARY.target(),
                ORDINARY.caller(),
                ORDINARY.origin(),
                ORDINARY.estimated(),
                ORDINARY.at(),
                attributes);
    }
}
