package dev.tollgate.domain.audit;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.OrganisationId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One entry of the audit.
 *
 * @param type for example {@code external_agent.policy_denied}
 * @param actor the principal's id, or {@code system}
 * @param subject the id of what was acted on
 * @param details short texts, free of secrets
 */
public record AuditEvent(
        AuditId id,
        OrganisationId organisation,
        Instant at,
        String type,
        String actor,
        String subject,
        Map<String, String> details) {
    public AuditEvent {
        if (type.isBlank() || actor.isBlank()) {
            throw new IllegalArgumentException("an audit event needs a type and an actor");
        }
        details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
    }
}
