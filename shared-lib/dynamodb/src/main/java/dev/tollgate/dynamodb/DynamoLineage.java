package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.LineageQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The lineage in the table {@code invocation_lineage}. No method scans. */
public final class DynamoLineage implements Lineage {
    private static final int OVERDUE = 100;

    /** So many reads at most for one page, however few rows pass the filter. */
    private static final int READS = 5;

    private static final Instant LATEST = Instant.ofEpochMilli((1L << 48) - 1);

    private final Dynamo dynamo;

    public DynamoLineage(Dynamo dynamo) {
        this.dynamo = dynamo;
    }

    /**
     * An id is written once. The SDK may repeat a write that had been carried out, so a row that
     * stands already is the same row.
     */
    @Override
    public void open(Invocation invocation) {
        try {
            dynamo.client()
                    .putItem(put ->
                            put.tableName(table())
                                    .item(InvocationRow.of(invocation))
                                    .conditionExpression("attribute_not_exists(pk)"));
        } catch (ConditionalCheckFailedException e) {
            if (!find(invocation.organisation(), invocation.id()).equals(Optional.of(invocation))) {
                throw e;
            }
        }
    }

    /** The condition closes the race of a function and of maintenance that both end a call. */
    @Override
    public boolean replaceOpen(Invocation invocation) {
        try {
            dynamo.client()
                    .putItem(put ->
                            put.tableName(table())
                                    .item(InvocationRow.of(invocation))
                                    .conditionExpression("attribute_exists(open_shard)"));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public Optional<Invocation> find(OrganisationId organisation, InvocationId id) {
        var row =
                dynamo.client()
                        .getItem(get ->
                                get.tableName(table())
                                        .key(InvocationRow.key(organisation, id))
                                        .consistentRead(true))
                        .item();
        return row.isEmpty() ? Optional.empty() : Optional.of(InvocationRow.read(row));
    }

    @Override
    public Page<Invocation> list(
            OrganisationId organisation, LineageQuery query, PageRequest page) {
        var range = Range.of(organisation, query);
        var found = new ArrayList<Invocation>();
        var after = page.after().map(InvocationId::new);
        for (int read = 0; read < READS; read++) {
            var answer = dynamo.client().query(request(range, query, page.limit(), after));
            answer.items().forEach(row -> found.add(InvocationRow.read(row)));
            after =
                    answer.lastEvaluatedKey().isEmpty()
                            ? Optional.empty()
                            : Optional.of(last(answer.lastEvaluatedKey()));
            if (after.isEmpty() || found.size() >= page.limit()) {
                break;
            }
        }
        if (found.size() > page.limit()) {
            var items = found.subList(0, page.limit());
            return new Page<>(items, Optional.of(items.getLast().id().value()));
        }
        return new Page<>(found, after.map(InvocationId::value));
    }

    private QueryRequest request(
            Range range, LineageQuery query, int limit, Optional<InvocationId> after) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":key", text(range.key()));
        values.put(
                ":since", text(InvocationId.earliest(query.since().orElse(Instant.EPOCH)).value()));
        values.put(":until", text(InvocationId.earliest(query.until().orElse(LATEST)).value()));
        var names = new HashMap<String, String>(Map.of("#key", range.attribute()));
        var filters = new ArrayList<String>();
        query.status()
                .map(InvocationStatus::text)
                .ifPresent(status -> filter(filters, names, values, "status", status));
        query.agent().ifPresent(agent -> filter(filters, names, values, "agent", agent.value()));
        var request =
                QueryRequest.builder()
                        .tableName(table())
                        .keyConditionExpression("#key = :key AND sk BETWEEN :since AND :until")
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        .limit(limit);
        range.index().ifPresent(request::indexName);
        if (!filters.isEmpty()) {
            request.filterExpression(String.join(" AND ", filters));
        }
        after.ifPresent(id -> request.exclusiveStartKey(range.place(id)));
        return request.build();
    }

    private static void filter(
            List<String> filters,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            String name,
            String value) {
        filters.add("#" + name + " = :" + name);
        names.put("#" + name, name);
        values.put(":" + name, text(value));
    }

    private static InvocationId last(Map<String, AttributeValue> key) {
        return new InvocationId(Optional.ofNullable(key.get(Table.SK)).orElseThrow().s());
    }

    @Override
    public List<Invocation> overdue(Instant now) {
        return IntStream.range(0, InvocationRow.SHARDS)
                .mapToObj(InvocationRow::shard)
                .flatMap(shard -> overdue(shard, now).stream())
                .limit(OVERDUE)
                .toList();
    }

    private List<Invocation> overdue(String shard, Instant now) {
        return dynamo
                .client()
                .query(query ->
                        query.tableName(table())
                                .indexName("open")
                                .keyConditionExpression("open_shard = :shard AND open_until < :now")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":shard",
                                                text(shard),
                                                ":now",
                                                text(InvocationRow.time(now))))
                                .limit(OVERDUE))
                .items()
                .stream()
                .map(InvocationRow::read)
                .toList();
    }

    private String table() {
        return dynamo.name(Table.INVOCATION_LINEAGE);
    }

    /** Where a query reads: the table itself, or the index that narrows it most. */
    private record Range(
            OrganisationId organisation, Optional<String> index, String attribute, String key) {
        static Range of(OrganisationId organisation, LineageQuery query) {
            return query.userEmail()
                    .map(email ->
                            new Range(
                                    organisation,
                                    Optional.of("by_user_email"),
                                    "user_email_key",
                                    InvocationRow.emailKey(organisation, email)))
                    .or(() ->
                            query.agent()
                                    .map(agent ->
                                            new Range(
                                                    organisation,
                                                    Optional.of("by_agent"),
                                                    "agent_key",
                                                    InvocationRow.agentKey(organisation, agent))))
                    .orElseGet(() ->
                            new Range(
                                    organisation,
                                    Optional.empty(),
                                    Table.PK,
                                    organisation.value()));
        }

        Map<String, AttributeValue> place(InvocationId id) {
            var key = new HashMap<>(InvocationRow.key(organisation, id));
            key.put(attribute, text(this.key));
            return key;
        }
    }
}
