package dev.tollgate.domain.audit;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.WriterId;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a writer has come.
 *
 * @param seq of its last entry; 0 before the first
 * @param hash of its last entry
 */
public record ChainHead(OrganisationId organisation, WriterId writer, long seq, Hash hash) {
    public static ChainHead begin(OrganisationId organisation, WriterId writer) {
        return new ChainHead(organisation, writer, 0, Hash.NONE);
    }

    /**
     * Those events, in their order, as the entries that follow. Every event comes by here, and so
     * through the redactor.
     */
    public List<AuditEntry> link(List<AuditEvent> events) {
        var entries = new ArrayList<AuditEntry>(events.size());
        var last = this;
        for (var event : events) {
            var entry = AuditEntry.link(event.redacted(), writer, last.seq + 1, last.hash);
            entries.add(entry);
            last = last.after(entry);
        }
        return entries;
    }

    public ChainHead after(AuditEntry last) {
        return new ChainHead(organisation, writer, last.seq(), last.hash());
    }
}
