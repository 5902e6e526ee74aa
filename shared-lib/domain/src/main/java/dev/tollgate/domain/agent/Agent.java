package dev.tollgate.domain.agent;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A registered destination. Holds no credential: those are in the secret that {@link
 * #credentialVersion} counts.
 *
 * @param endpoint the masked address, for people to read; the address itself may be a secret
 * @param authType one of the accepted authentication types, for people to read
 * @param platformConfig JSON values (String, BigDecimal, Boolean, List, Map), checked per platform
 * @param credentialVersion rises with every new credential, so that a warm function knows its copy
 *     is old
 * @param version rises with every change; the ETag
 */
public record Agent(
        AgentId id,
        OrganisationId organisation,
        String name,
        String description,
        Platform platform,
        Optional<String> endpoint,
        String authType,
        Map<String, Object> platformConfig,
        RateLimits rateLimits,
        Budget budget,
        Money costPerExecution,
        List<String> tags,
        String environment,
        boolean requiresApproval,
        AgentStatus status,
        int credentialVersion,
        int version,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {
    public static final int LONGEST_NAME = 200;
    public static final int LONGEST_DESCRIPTION = 2000;
    public static final int MOST_TAGS = 50;
    public static final int LONGEST_TAG = 64;

    /** What the name of an environment looks like. */
    public static final String ENVIRONMENT = "[a-z0-9][a-z0-9_-]{0,62}";

    public Agent {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a name has 1 to " + LONGEST_NAME + " characters");
        }
        if (version < 1 || credentialVersion < 1) {
            throw new IllegalArgumentException("versions count from 1");
        }
        platformConfig = Map.copyOf(platformConfig);
        tags = List.copyOf(tags);
    }

    /** Its next version. */
    public Agent suspended(Instant at) {
        return new Agent(
                id,
                organisation,
                name,
                description,
                platform,
                endpoint,
                authType,
                platformConfig,
                rateLimits,
                budget,
                costPerExecution,
                tags,
                environment,
                requiresApproval,
                AgentStatus.SUSPENDED,
                credentialVersion,
                version + 1,
                createdBy,
                createdAt,
                at);
    }
}
