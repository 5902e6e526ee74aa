package dev.tollgate.registration;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.identity.Principal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells the audit and the metrics what was done to agents: names of fields, never values. An event
 * is recorded after the effect; if that fails the caller gets a 500 and looks again.
 */
final class Journal {
    private final Audit audit;
    private final Metrics metrics;
    private final Ids ids;
    private final InstantSource clock;

    Journal(Audit audit, Metrics metrics, Ids ids, InstantSource clock) {
        this.audit = audit;
        this.metrics = metrics;
        this.ids = ids;
        this.clock = clock;
    }

    void registered(Principal by, Agent agent) {
        write(
                List.of(event(by, agent, "registered", Map.of("auth_type", agent.authType()))),
                agent);
    }

    void deleted(Principal by, Agent agent) {
        write(List.of(event(by, agent, "deleted", Map.of())), agent);
    }

    /** {@code settings} and {@code secrets} are the names of the fields that changed. */
    void changed(
            Principal by, Agent before, Agent after, List<String> settings, List<String> secrets) {
        var events = new ArrayList<AuditEvent>();
        if (!settings.isEmpty()) {
            events.add(event(by, after, "updated", Map.of("changed", String.join(", ", settings))));
        }
        if (!secrets.isEmpty()) {
            events.add(
                    event(
                            by,
                            after,
                            "credentials_updated",
                            Map.of(
                                    "changed",
                                    String.join(", ", secrets),
                                    "credential_version",
                                    Integer.toString(after.credentialVersion()))));
        }
        if (before.status() != after.status()) {
            var type = after.status() == AgentStatus.SUSPENDED ? "suspended" : "activated";
            events.add(event(by, after, type, Map.of()));
        }
        write(events, after);
    }

    private AuditEvent event(Principal by, Agent agent, String type, Map<String, String> details) {
        return new AuditEvent(
                ids.audit(),
                agent.organisation(),
                clock.instant(),
                "external_agent." + type,
                by.id(),
                agent.id().value(),
                details);
    }

    private void write(List<AuditEvent> events, Agent agent) {
        audit.record(events);
        var dimensions = Map.of("platform", agent.platform().text());
        events.forEach(event -> metrics.count(event.type().replace('.', '_'), dimensions));
    }
}
