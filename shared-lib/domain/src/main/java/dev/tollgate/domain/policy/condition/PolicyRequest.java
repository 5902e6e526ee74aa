package dev.tollgate.domain.policy.condition;

import dev.tollgate.domain.Money;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a policy may ask about one call.
 *
 * @param estimated what the call is expected to cost
 * @param attributes a JSON tree with the roots {@code context}, {@code metadata} and {@code
 *     identity}: maps, lists, strings, numbers and booleans. It is not copied deeply and must not
 *     change afterwards, since explanations read it again.
 */
public record PolicyRequest(
        Target target,
        Caller caller,
        Origin origin,
        Money estimated,
        Instant at,
        Map<String, Object> attributes) {
    public PolicyRequest {
        attributes = Map.copyOf(attributes);
    }

    /** The agent that is called; its platform is the provider. */
    public record Target(String agentId, String provider, String environment, Set<String> tags) {
        public Target {
            tags = Set.copyOf(tags);
        }
    }

    /**
     * Who calls. Being in no team, or being no user at all (an API key), is a known fact, unlike an
     * unknown origin.
     *
     * @param principalId the user ({@code usr_}) or API key ({@code key_}) that authenticated
     * @param user the person on whose behalf the call is made, if there is one
     */
    public record Caller(
            String principalId, Optional<String> user, Set<String> roles, Set<String> teams) {
        public Caller {
            roles = Set.copyOf(roles);
            teams = Set.copyOf(teams);
        }
    }
}
