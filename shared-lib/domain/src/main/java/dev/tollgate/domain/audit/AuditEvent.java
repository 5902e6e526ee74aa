package dev.tollgate.domain.audit;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.redaction.Redactor;
import dev.tollgate.domain.redaction.Sensitive;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One entry of the audit.
 *
 * @param type for example {@code external_agent.policy_denied}
 * @param actor the principal's id, or {@code system}
 * @param subject the id of what was acted on
 * @param details short texts; what is sensitive in them is masked before they are kept
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

    /** The same with a mask for all that is sensitive in its details. */
    AuditEvent redacted() {
        var masked = new TreeMap<String, String>();
        details.forEach((name, text) ->
                masked.put(
                        name,
                        Redactor.ALL
                                .byName(name)
                                .map(Sensitive::mask)
                                .orElseGet(() -> Redactor.ALL.redact(text))));
        return new AuditEvent(id, organisation, at, type, actor, subject, masked);
    }
}
