package dev.tollgate.domain.event;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.EventId;
import dev.tollgate.domain.OrganisationId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that happened.
 *
 * @param id the same for the same, however often it is told
 * @param agent that it is about, if it is about one
 * @param data texts for programs and people: never a secret, an input or an output
 */
public record Event(
        EventId id,
        OrganisationId organisation,
        EventType type,
        Instant at,
        Optional<AgentId> agent,
        Map<String, String> data) {
    public Event {
        data = new TreeMap<>(data);
    }
}
