package dev.tollgate.local.localstack;

import dev.tollgate.domain.AuditId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The audit of all organisations, as it is in its table. */
record AuditRows(Dynamo tables) {
    /** In the order of their times. */
    List<AuditEvent> all() {
        return tables
                .client()
                .scanPaginator(scan -> scan.tableName(tables.name(Table.AUDIT)))
                .items()
                .stream()
                .map(AuditRows::event)
                .sorted(Comparator.comparing(event -> event.id().value()))
                .toList();
    }

    private static AuditEvent event(Map<String, AttributeValue> row) {
        return new AuditEvent(
                new AuditId(text(row, "sk")),
                new OrganisationId(text(row, "pk")),
                Instant.parse(text(row, "at")),
                text(row, "type"),
                text(row, "actor"),
                text(row, "subject"),
                details(row));
    }

    private static Map<String, String> details(Map<String, AttributeValue> row) {
        return attribute(row, "details").m().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, detail -> detail.getValue().s()));
    }

    private static String text(Map<String, AttributeValue> row, String name) {
        return attribute(row, name).s();
    }

    private static AttributeValue attribute(Map<String, AttributeValue> row, String name) {
        return Objects.requireNonNull(row.get(name), name);
    }
}
