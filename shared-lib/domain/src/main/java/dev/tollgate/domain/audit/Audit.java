package dev.tollgate.domain.audit;

import java.util.List;

/** Append-only: what was recorded is never changed. */
public interface Audit {
    /** All or an exception; an event recorded twice under one id stands once. */
    void record(List<AuditEvent> events);

    default void record(AuditEvent... events) {
        record(List.of(events));
    }
}
