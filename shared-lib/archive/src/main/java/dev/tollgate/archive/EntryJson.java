package dev.tollgate.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.WriterId;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.audit.Hash;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** An entry of the audit as JSON: in answers, and as a line of an export. */
public final class EntryJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EntryJson() {}

    /** Everything that its hash covers, and the hash. */
    public static Map<String, Object> tree(AuditEntry entry) {
        var event = entry.event();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", event.id().value());
        tree.put("organisation", event.organisation().value());
        tree.put("at", event.at().toString());
        tree.put("action", event.type());
        tree.put("actor", event.actor());
        tree.put("subject", event.subject());
        tree.put("details", event.details());
        tree.put("writer", entry.writer().value());
        tree.put("seq", entry.seq());
        tree.put("previous", entry.previous().hex());
        tree.put("hash", entry.hash().hex());
        return tree;
    }

    /** On one line, without its end. */
    public static String line(AuditEntry entry) {
        return Tree.write(JSON, tree(entry));
    }

    /**
     * The reverse of {@link #line}.
     *
     * @throws IllegalArgumentException if it is no entry
     */
    public static AuditEntry parse(String line) {
        try {
            return read(JSON.readTree(line));
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("not an entry of the audit", e);
        }
    }

    private static AuditEntry read(JsonNode tree) {
        var details = new TreeMap<String, String>();
        tree.path("details")
                .properties()
                .forEach(detail -> details.put(detail.getKey(), detail.getValue().asText()));
        var event =
                new AuditEvent(
                        new AuditId(Tree.text(tree, "id")),
                        new OrganisationId(Tree.text(tree, "organisation")),
                        Instant.parse(Tree.text(tree, "at")),
                        Tree.text(tree, "action"),
                        Tree.text(tree, "actor"),
                        Tree.text(tree, "subject"),
                        details);
        return new AuditEntry(
                event,
                new WriterId(Tree.text(tree, "writer")),
                Tree.number(tree, "seq"),
                new Hash(Tree.text(tree, "previous")),
                new Hash(Tree.text(tree, "hash")));
    }
}
