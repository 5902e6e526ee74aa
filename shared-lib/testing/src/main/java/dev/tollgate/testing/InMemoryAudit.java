package dev.tollgate.testing;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The twin of {@link Audit}; can be read. */
public final class InMemoryAudit implements Audit {
    private final Map<AuditId, AuditEvent> all = new LinkedHashMap<>();

    @Override
    public synchronized void record(List<AuditEvent> events) {
        events.forEach(event -> all.putIfAbsent(event.id(), event));
    }

    /** In the order of recording. */
    public synchronized List<AuditEvent> all() {
        return List.copyOf(all.values());
    }

    /** The types alone, in the order of recording. */
    public List<String> types() {
        return all().stream().map(AuditEvent::type).toList();
    }
}
