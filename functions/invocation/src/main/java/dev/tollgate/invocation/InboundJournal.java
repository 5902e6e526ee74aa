package dev.tollgate.invocation;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Writes down requests in a platform's name that are not believed; nothing else is kept of them.
 */
final class InboundJournal {
    private final Audit audit;
    private final Metrics metrics;
    private final Ids ids;
    private final InstantSource clock;

    InboundJournal(Audit audit, Metrics metrics, Ids ids, InstantSource clock) {
        this.audit = audit;
        this.metrics = metrics;
        this.ids = ids;
        this.clock = clock;
    }

    void refused(Entrance entrance, String reason, String address) {
        var platform = entrance.agent().platform().text();
        audit.record(
                List.of(
                        new AuditEvent(
                                ids.audit(),
                                entrance.agent().organisation(),
                                clock.instant(),
                                "external_agent.inbound_refused",
                                "anonymous",
                                entrance.agent().id().value(),
                                Map.of(
                                        "address", address,
                                        "platform", platform,
                                        "reason", reason))));
        metrics.count(
                "external_agent_inbound_refused", Map.of("platform", platform, "reason", reason));
    }
}
