package dev.tollgate.dynamodb;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.audit.ChainHead;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The chain that this process writes for one organisation: entries and the writer's head in one
 * transaction, so that the head never tells of an entry that is not there, nor the other way. Used
 * by one thread at a time.
 */
final class AuditWriter {
    private final Dynamo dynamo;
    private final Transactions transactions;
    private final OrganisationId organisation;
    private final Duration kept;
    private final Ids ids;
    private final InstantSource clock;

    /** Begun with the first write: the id must not be part of a snapshot. */
    private Optional<ChainHead> head = Optional.empty();

    AuditWriter(
            Dynamo dynamo,
            Transactions transactions,
            OrganisationId organisation,
            Duration kept,
            Ids ids,
            InstantSource clock) {
        this.dynamo = dynamo;
        this.transactions = transactions;
        this.organisation = organisation;
        this.kept = kept;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * All, or an exception. An event whose id is there already is left out: the entries after it
     * are linked anew and tried again.
     */
    void write(List<AuditEvent> events) {
        var left = distinct(events);
        while (!left.isEmpty()) {
            var before = head.orElseGet(() -> ChainHead.begin(organisation, ids.writer()));
            // If it fails, nobody knows how far this chain has come: the next is a new one.
            head = Optional.empty();
            var entries = before.link(left);
            var after = before.after(entries.getLast());
            var refused = transactions.refusals(writes(entries, before, after));
            if (refused.isEmpty()) {
                head = Optional.of(after);
                return;
            }
            if (!refused.contains(entries.size())) {
                head = Optional.of(before);
            }
            left = without(left, Set.copyOf(refused));
        }
    }

    private static List<AuditEvent> distinct(List<AuditEvent> events) {
        var byId = new LinkedHashMap<String, AuditEvent>();
        events.forEach(event -> byId.putIfAbsent(event.id().value(), event));
        return List.copyOf(byId.values());
    }

    private List<TransactWriteItem> writes(
            List<AuditEntry> entries, ChainHead before, ChainHead after) {
        var writes = new ArrayList<TransactWriteItem>(entries.size() + 1);
        for (var entry : entries) {
            writes.add(
                    write(
                            Put.builder()
                                    .tableName(dynamo.name(Table.AUDIT))
                                    .item(AuditRow.of(entry, kept))
                                    .conditionExpression("attribute_not_exists(pk)")
                                    .build()));
        }
        var heads = dynamo.name(Table.AUDIT_HEADS);
        writes.add(write(HeadRow.moving(heads, before, after, clock.instant())));
        return writes;
    }

    private static TransactWriteItem write(Put put) {
        return TransactWriteItem.builder().put(put).build();
    }

    private static List<AuditEvent> without(List<AuditEvent> events, Set<Integer> places) {
        var left = new ArrayList<AuditEvent>();
        for (int i = 0; i < events.size(); i++) {
            if (!places.contains(i)) {
                left.add(events.get(i));
            }
        }
        return left;
    }
}
