package dev.tollgate.domain.audit;

import dev.tollgate.domain.WriterId;
import java.util.TreeMap;

/**
 * An event in its place: the entries of one writer are numbered from 1 without a gap, and each
 * holds the hash of the one before, so that none can be changed, taken out, put in or moved without
 * all later ones showing it.
 *
 * @param previous the hash of the entry before; {@link Hash#NONE} for the first
 * @param hash over all the rest
 */
public record AuditEntry(AuditEvent event, WriterId writer, long seq, Hash previous, Hash hash) {
    private static final String KIND = "tollgate.audit.entry.1";

    public AuditEntry {
        if (seq < 1) {
            throw new IllegalArgumentException("entries count from 1, not " + seq);
        }
    }

    /** That event as the next of that writer. */
    static AuditEntry link(AuditEvent event, WriterId writer, long seq, Hash previous) {
        return new AuditEntry(event, writer, seq, previous, hash(event, writer, seq, previous));
    }

    /** Whether the hash is that of the rest. */
    public boolean isIntact() {
        return hash.equals(hash(event, writer, seq, previous));
    }

    private static Hash hash(AuditEvent event, WriterId writer, long seq, Hash previous) {
        return new Encoding(KIND)
                .text(event.organisation().value())
                .text(writer.value())
                .number(seq)
                .hash(previous)
                .text(event.id().value())
                .text(event.at().toString())
                .text(event.type())
                .text(event.actor())
                .text(event.subject())
                .map(new TreeMap<>(event.details()))
                .hash();
    }
}
