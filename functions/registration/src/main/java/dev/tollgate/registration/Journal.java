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
 * Tells the audit what is about to be done to agents, and the metrics what was: names of fields,
 * never values. What cannot be recorded is not done.
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

    /** What was recorded of something that is about to be done; it is, or is refused. */
    final class Intent {
        private final Agent agent;
        private final List<AuditEvent> events;

        private Intent(Agent agent, List<AuditEvent> events) {
            this.agent = agent;
            this.events = events;
            audit.record(events);
        }

        void done() {
            var dimensions = Map.of("platform", agent.platform().text());
            events.forEach(event -> metrics.count(event.type().replace('.', '_'), dimensions));
        }

        /** For example because others were faster; each event is taken back by one of its own. */
        void refused(String reason) {
            audit.record(
                    events.stream()
                            .map(event ->
                                    new AuditEvent(
                                            ids.audit(),
                                            event.organisation(),
                                            clock.instant(),
                                            event.type() + ".refused",
                                            event.actor(),
                                            event.subject(),
                                            Map.of("event", event.id().value(), "reason", reason)))
                            .toList());
        }
    }

    Intent registers(Principal by, Agent agent) {
        return new Intent(
                agent,
                List.of(event(by, agent, "registered", Map.of("auth_type", agent.authType()))));
    }

    Intent deletes(Principal by, Agent agent) {
        return new Intent(agent, List.of(event(by, agent, "deleted", Map.of())));
    }

    /** {@code settings} and {@code secrets} are the names of the fields that change. */
    Intent changes(
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
        return new Intent(after, events);
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
}
