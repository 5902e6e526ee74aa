package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.ExportId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.Export;
import dev.tollgate.domain.audit.Exports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@link Exports} in the table {@link Table#AUDIT_EXPORTS}. */
public final class DynamoExports implements Exports {
    private static final String PENDING = "pending";
    private static final int SOME = 10;

    /** Longer than the files, which say nothing without it. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Dynamo dynamo;

    public DynamoExports(Dynamo dynamo) {
        this.dynamo = dynamo;
    }

    @Override
    public void add(Export export) {
        dynamo.client().putItem(put -> put.tableName(table()).item(row(export)));
    }

    @Override
    public Optional<Export> find(OrganisationId organisation, ExportId id) {
        var row =
                dynamo.client()
                        .getItem(get ->
                                get.tableName(table())
                                        .key(
                                                Map.of(
                                                        Table.PK, text(organisation.value()),
                                                        Table.SK, text(id.value())))
                                        .consistentRead(true))
                        .item();
        return row.isEmpty() ? Optional.empty() : Optional.of(read(row));
    }

    @Override
    public List<Export> pending() {
        return dynamo
                .client()
                .query(query ->
                        query.tableName(table())
                                .indexName(PENDING)
                                .keyConditionExpression("pending = :pending")
                                .expressionAttributeValues(Map.of(":pending", text(PENDING)))
                                .limit(SOME))
                .items()
                .stream()
                .map(DynamoExports::read)
                .toList();
    }

    /** Whoever writes it twice writes the same file, so no condition is needed. */
    @Override
    public void conclude(Export export) {
        add(export);
    }

    private static Map<String, AttributeValue> row(Export export) {
        var row = new TreeMap<String, AttributeValue>();
        row.put(Table.PK, text(export.organisation().value()));
        row.put(Table.SK, text(export.id().value()));
        row.put("requested_by", text(export.requestedBy()));
        row.put("requested_at", text(export.requestedAt().toString()));
        row.put("format", text(export.format().text()));
        var query = export.query();
        query.actor().ifPresent(it -> row.put("actor", text(it)));
        query.type().ifPresent(it -> row.put("type", text(it)));
        query.subject().ifPresent(it -> row.put("subject", text(it)));
        query.since().ifPresent(it -> row.put("since", text(it.toString())));
        query.until().ifPresent(it -> row.put("until", text(it.toString())));
        switch (export.state()) {
            case Export.Pending() -> row.put(PENDING, text(PENDING));
            case Export.Ready(long entries) -> row.put("entries", number(entries));
            case Export.Failed(String reason) -> row.put("failure", text(reason));
        }
        row.put(Table.EXPIRES_AT, number(export.requestedAt().plus(KEPT).getEpochSecond()));
        return row;
    }

    private static Export read(Map<String, AttributeValue> row) {
        return new Export(
                new ExportId(required(row, Table.SK)),
                new OrganisationId(required(row, Table.PK)),
                required(row, "requested_by"),
                Instant.parse(required(row, "requested_at")),
                new AuditQuery(
                        find(row, "actor"),
                        find(row, "type"),
                        find(row, "subject"),
                        find(row, "since").map(Instant::parse),
                        find(row, "until").map(Instant::parse)),
                Export.Format.of(required(row, "format")).orElseThrow(),
                state(row));
    }

    private static Export.State state(Map<String, AttributeValue> row) {
        var entries = Optional.ofNullable(row.get("entries"));
        if (entries.isPresent()) {
            return new Export.Ready(Long.parseLong(entries.get().n()));
        }
        return find(row, "failure")
                .<Export.State>map(Export.Failed::new)
                .orElseGet(Export.Pending::new);
    }

    private static Optional<String> find(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name)).map(AttributeValue::s);
    }

    private static String required(Map<String, AttributeValue> row, String name) {
        return find(row, name)
                .orElseThrow(() -> new IllegalStateException("an export without " + name));
    }

    private String table() {
        return dynamo.name(Table.AUDIT_EXPORTS);
    }
}
