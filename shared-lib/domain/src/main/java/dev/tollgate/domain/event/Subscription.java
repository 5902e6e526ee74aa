package dev.tollgate.domain.event;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told of what. Where, and the secret it is signed with, are in the secret that {@link
 * #credentialVersion} counts.
 *
 * @param endpoint the masked address, for people to read
 * @param types empty for all
 * @param agent only what is about that one, if given
 * @param disabled why nothing is sent to it any more; empty while it is active
 * @param failingSince when the first delivery failed for good after the last one that arrived; not
 *     of one that is disabled
 * @param rotatedAt when its signing secret was last replaced
 * @param version rises with every change by people; the ETag
 */
public record Subscription(
        SubscriptionId id,
        OrganisationId organisation,
        String endpoint,
        String description,
        Set<EventType> types,
        Optional<AgentId> agent,
        Optional<String> disabled,
        Optional<Instant> failingSince,
        int credentialVersion,
        Optional<Instant> rotatedAt,
        int version,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {
    /** An organisation's; each event goes to all that want it. */
    public static final int MOST = 50;

    public static final int LONGEST_DESCRIPTION = 500;

    /** For how long the signing secret before stays in use beside a new one. */
    public static final Duration BOTH_SECRETS = Duration.ofHours(24);

    public Subscription {
        types = Set.copyOf(types);
        if (version < 1 || credentialVersion < 1) {
            throw new IllegalArgumentException("versions count from 1");
        }
    }

    public boolean isActive() {
        return disabled.isEmpty();
    }

    /** With how many of its signing secrets, the newest first, it is signed to at that time. */
    public int secretsInUse(Instant now) {
        return rotatedAt.filter(at -> now.isBefore(at.plus(BOTH_SECRETS))).isPresent() ? 2 : 1;
    }

    /** Whether it is told of such an event. */
    public boolean wants(Event event) {
        return isActive()
                && (types.isEmpty() || types.contains(event.type()))
                && (agent.isEmpty() || agent.equals(event.agent()));
    }
}
