package dev.tollgate.registration;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to change of a subscription; what is empty stays.
 *
 * @param agentGiven whether {@code agent} is to replace what is there, by none if it is empty
 */
record SubscriptionPatch(
        Optional<URI> url,
        Optional<Set<EventType>> types,
        Optional<String> description,
        boolean agentGiven,
        Optional<AgentId> agent,
        Optional<Boolean> active) {
    static final String BY_HAND = "It was disabled by hand.";

    /** The next version. */
    Subscription over(Subscription before, Instant now) {
        return new Subscription(
                before.id(),
                before.organisation(),
                before.endpoint(),
                description.orElse(before.description()),
                types.orElse(before.types()),
                agentGiven ? agent : before.agent(),
                disabled(before),
                before.failingSince(),
                before.credentialVersion(),
                before.rotatedAt(),
                before.version() + 1,
                before.createdBy(),
                before.createdAt(),
                now);
    }

    /** One that is disabled already keeps its reason. */
    private Optional<String> disabled(Subscription before) {
        return active.map(it ->
                        it
                                ? Optional.<String>empty()
                                : before.disabled().or(() -> Optional.of(BY_HAND)))
                .orElse(before.disabled());
    }

    /**
     * The names of the fields that change, sorted; that of the URL whether it is another or not.
     */
    List<String> changes(Subscription before) {
        var after = over(before, before.updatedAt());
        var names = new ArrayList<String>();
        if (!after.agent().equals(before.agent())) {
            names.add("agent_id");
        }
        if (!after.description().equals(before.description())) {
            names.add("description");
        }
        if (!after.types().equals(before.types())) {
            names.add("events");
        }
        if (!after.disabled().equals(before.disabled())) {
            names.add("status");
        }
        if (url.isPresent()) {
            names.add("url");
        }
        return names;
    }
}
