package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.WriterId;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.audit.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An entry of the audit as a row. */
final class AuditRow {
    static final String WRITER = "writer";

    /** The number as a text that sorts as the number does. */
    static final String SEQ_KEY = "seq_key";

    static final String ACTOR = "actor";
    static final String TYPE = "type";
    static final String SUBJECT = "subject";
    static final String HASH = "hash";

    private AuditRow() {}

    static Map<String, AttributeValue> of(AuditEntry entry, Duration kept) {
        var event = entry.event();
        var row = new TreeMap<>(key(event.organisation(), event.id()));
        row.put("at", text(event.at().toString()));
        row.put(TYPE, text(event.type()));
        row.put(ACTOR, text(event.actor()));
        row.put(SUBJECT, text(event.subject()));
        row.put("details", Values.of(event.details()));
        row.put(WRITER, text(entry.writer().value()));
        row.put(SEQ_KEY, text(seqKey(entry.seq())));
        row.put("previous", text(entry.previous().hex()));
        row.put(HASH, text(entry.hash().hex()));
        row.put(Table.EXPIRES_AT, number(event.id().time().plus(kept).getEpochSecond()));
        return row;
    }

    static Map<String, AttributeValue> key(OrganisationId organisation, AuditId id) {
        return Map.of(Table.PK, text(organisation.value()), Table.SK, text(id.value()));
    }

    static String seqKey(long seq) {
        return String.format(Locale.ROOT, "%019d", seq);
    }

    static AuditEntry read(Map<String, AttributeValue> row) {
        var details = new TreeMap<String, String>();
        value(row, "details").m().forEach((name, each) -> details.put(name, each.s()));
        var event =
                new AuditEvent(
                        new AuditId(string(row, Table.SK)),
                        new OrganisationId(string(row, Table.PK)),
                        Instant.parse(string(row, "at")),
                        string(row, TYPE),
                        string(row, ACTOR),
                        string(row, SUBJECT),
                        details);
        return new AuditEntry(
                event,
                new WriterId(string(row, WRITER)),
                Long.parseLong(string(row, SEQ_KEY)),
                new Hash(string(row, "previous")),
                new Hash(string(row, HASH)));
    }

    private static String string(Map<String, AttributeValue> row, String name) {
        return value(row, name).s();
    }

    private static AttributeValue value(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name))
                .orElseThrow(() -> new IllegalStateException("an entry without " + name));
    }
}
