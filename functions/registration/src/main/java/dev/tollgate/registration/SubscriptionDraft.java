package dev.tollgate.registration;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.event.EventType;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A subscription as somebody asks for it.
 *
 * @param types empty for all
 */
record SubscriptionDraft(
        URI url, Set<EventType> types, String description, Optional<AgentId> agent) {
    SubscriptionDraft {
        types = Set.copyOf(types);
    }
}
