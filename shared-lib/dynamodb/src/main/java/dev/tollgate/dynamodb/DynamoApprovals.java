package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.ApprovalQuery;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.Change;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.dynamodb.Transactions.Done;
import dev.tollgate.dynamodb.Transactions.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * {@link Approvals} in the tables {@link Table#APPROVALS} and {@link Table#APPROVAL_CHANGES}. Every
 * change is one transaction: the approval at its next version, the change under the next sequence,
 * and where the call moves on too, its row. So there is no change without its place in the order,
 * no two at one place, and no place left out.
 */
public final class DynamoApprovals implements Approvals {
    private static final Duration CHANGES_KEPT = Duration.ofDays(8);

    /** Beyond the longest time that people are waited for. */
    private static final Duration SEALED_KEPT = Duration.ofDays(9);

    /** A row that is missing before one so old was forgotten; it is not about to appear. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private static final int DUE = 100;
    private static final int READS = 5;
    private static final int MOST_TRIES = 200;

    /** All changes of an organisation meet at its counter. */
    private static final int MOST_ATTEMPTS = 60;

    private static final String LAST = "#last";

    private final Dynamo dynamo;
    private final Transactions transactions;
    private final InstantSource clock;

    public DynamoApprovals(Dynamo dynamo, InstantSource clock, RandomGenerator random) {
        this.dynamo = dynamo;
        this.clock = clock;
        transactions = new Transactions(dynamo.client(), random, MOST_ATTEMPTS);
    }

    /** The SDK may repeat a transaction that was carried out; what stands then is the same. */
    @Override
    public void open(Approval approval, String sealed, Invocation held) {
        var writes =
                List.of(
                        put(Table.APPROVALS, ApprovalRow.of(approval), "attribute_not_exists(pk)"),
                        put(
                                Table.INVOCATION_LINEAGE,
                                InvocationRow.of(held),
                                "attribute_not_exists(pk)"),
                        put(
                                Table.APPROVALS,
                                sealedRow(approval, sealed),
                                "attribute_not_exists(pk)"));
        var step = new Step(Step.Kind.REQUIRED, held.caller().principal(), approval.createdAt());
        if (!write(writes, approval, step)
                && !find(approval.organisation(), approval.id()).equals(Optional.of(approval))) {
            throw new IllegalStateException("there is another " + approval.id());
        }
    }

    private static Map<String, AttributeValue> sealedRow(Approval approval, String sealed) {
        var row = new TreeMap<>(sealedKey(approval.organisation(), approval.id()));
        row.put("sealed", text(sealed));
        row.put(Table.EXPIRES_AT, number(approval.createdAt().plus(SEALED_KEPT).getEpochSecond()));
        return row;
    }

    @Override
    public Optional<String> sealed(OrganisationId organisation, ApprovalId id) {
        return Optional.ofNullable(row(Table.APPROVALS, sealedKey(organisation, id)).get("sealed"))
                .map(AttributeValue::s);
    }

    @Override
    public boolean replace(Approval next, Step step) {
        return write(List.of(atNextVersion(next)), next, step);
    }

    /** The condition on the row closes the race with whatever else ends a call. */
    @Override
    public boolean replace(Approval next, Step step, Invocation row) {
        var whileHeld =
                TransactWriteItem.builder()
                        .put(put ->
                                put.tableName(dynamo.name(Table.INVOCATION_LINEAGE))
                                        .item(InvocationRow.of(row))
                                        .conditionExpression("#status = :held")
                                        .expressionAttributeNames(Map.of("#status", "status"))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":held",
                                                        text(InvocationStatus.HELD.text()))))
                        .build();
        return write(List.of(atNextVersion(next), whileHeld), next, step);
    }

    /** Of several who decide on what they have read, the first one counts. */
    private TransactWriteItem atNextVersion(Approval next) {
        return TransactWriteItem.builder()
                .put(put ->
                        put.tableName(dynamo.name(Table.APPROVALS))
                                .item(ApprovalRow.of(next))
                                .conditionExpression("#version = :before")
                                .expressionAttributeNames(Map.of("#version", "version"))
                                .expressionAttributeValues(
                                        Map.of(":before", number(next.version() - 1L))))
                .build();
    }

    /**
     * With the change at the next free place. Whoever finds the place taken has changed nothing and
     * looks for the next one.
     */
    private boolean write(List<TransactWriteItem> writes, Approval approval, Step step) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            long next = latest(approval.organisation()) + 1;
            var all = new ArrayList<>(writes);
            all.add(last(approval.organisation(), next));
            all.add(change(approval, step, next));
            switch (transactions.write(all)) {
                case Done _ -> {
                    return true;
                }
                case Refused(var write) when write < writes.size() -> {
                    return false;
                }
                case Refused _ -> transactions.pause(tries);
            }
        }
        throw new IllegalStateException("the changes of " + approval + " find no place");
    }

    private TransactWriteItem last(OrganisationId organisation, long sequence) {
        return TransactWriteItem.builder()
                .put(put -> {
                    put.tableName(dynamo.name(Table.APPROVAL_CHANGES))
                            .item(
                                    Map.of(
                                            Table.PK,
                                            text(organisation.value()),
                                            Table.SK,
                                            text(LAST),
                                            "sequence",
                                            number(sequence)));
                    if (sequence == 1) {
                        put.conditionExpression("attribute_not_exists(pk)");
                    } else {
                        put.conditionExpression("#sequence = :before")
                                .expressionAttributeNames(Map.of("#sequence", "sequence"))
                                .expressionAttributeValues(Map.of(":before", number(sequence - 1)));
                    }
                })
                .build();
    }

    private TransactWriteItem change(Approval approval, Step step, long sequence) {
        var change =
                new Change(
                        sequence,
                        approval.id(),
                        approval.agent(),
                        approval.invocation(),
                        step,
                        approval.status());
        var row = new HashMap<>(ApprovalRow.of(change, approval.organisation()));
        row.put(Table.EXPIRES_AT, number(step.at().plus(CHANGES_KEPT).getEpochSecond()));
        return put(Table.APPROVAL_CHANGES, row, "attribute_not_exists(pk)");
    }

    private TransactWriteItem put(Table table, Map<String, AttributeValue> row, String condition) {
        return TransactWriteItem.builder()
                .put(put ->
                        put.tableName(dynamo.name(table)).item(row).conditionExpression(condition))
                .build();
    }

    @Override
    public Optional<Approval> find(OrganisationId organisation, ApprovalId id) {
        var row = row(Table.APPROVALS, ApprovalRow.key(organisation, id));
        return row.isEmpty() ? Optional.empty() : Optional.of(ApprovalRow.read(row));
    }

    @Override
    public Page<Approval> list(OrganisationId organisation, ApprovalQuery query, PageRequest page) {
        var range = Range.of(organisation, query);
        var found = new ArrayList<Approval>();
        var after = page.after().map(ApprovalId::new);
        for (int read = 0; read < READS; read++) {
            var answer = dynamo.client().query(request(range, query, page.limit(), after));
            answer.items().forEach(row -> found.add(ApprovalRow.read(row)));
            after =
                    answer.lastEvaluatedKey().isEmpty()
                            ? Optional.empty()
                            : Optional.ofNullable(answer.lastEvaluatedKey().get(Table.SK))
                                    .map(sk -> new ApprovalId(sk.s()));
            if (after.isEmpty() || found.size() >= page.limit()) {
                break;
            }
        }
        if (found.size() > page.limit()) {
            var items = found.subList(0, page.limit());
            return new Page<>(items, Optional.of(items.getLast().id().value()));
        }
        return new Page<>(found, after.map(ApprovalId::value));
    }

    private QueryRequest request(
            Range range, ApprovalQuery query, int limit, Optional<ApprovalId> after) {
        var names = new HashMap<>(Map.of("#key", range.attribute()));
        var values = new HashMap<>(Map.of(":key", text(range.key())));
        var request =
                QueryRequest.builder()
                        .tableName(dynamo.name(Table.APPROVALS))
                        .keyConditionExpression("#key = :key")
                        .scanIndexForward(false)
                        .limit(limit);
        range.index().ifPresent(request::indexName);
        if (query.agent().isPresent() && query.status().isPresent()) {
            names.put("#status", "status");
            values.put(":status", text(query.status().get().text()));
            request.filterExpression("#status = :status");
        }
        after.ifPresent(id -> request.exclusiveStartKey(range.place(id)));
        return request.expressionAttributeNames(names).expressionAttributeValues(values).build();
    }

    /** Where a list is read: the table itself, or the index that narrows it most. */
    private record Range(
            OrganisationId organisation, Optional<String> index, String attribute, String key) {
        static Range of(OrganisationId organisation, ApprovalQuery query) {
            if (query.agent().isPresent()) {
                return new Range(
                        organisation,
                        Optional.of("by_agent"),
                        "agent_key",
                        InvocationRow.agentKey(organisation, query.agent().get()));
            }
            return query.status()
                    .map(status ->
                            new Range(
                                    organisation,
                                    Optional.of("by_status"),
                                    "status_key",
                                    ApprovalRow.statusKey(organisation, status)))
                    .orElseGet(() ->
                            new Range(
                                    organisation,
                                    Optional.empty(),
                                    Table.PK,
                                    organisation.value()));
        }

        Map<String, AttributeValue> place(ApprovalId id) {
            var place = new HashMap<>(ApprovalRow.key(organisation, id));
            place.put(attribute, text(key));
            return place;
        }
    }

    @Override
    public List<Approval> due(Instant now) {
        return IntStream.range(0, ApprovalRow.SHARDS)
                .mapToObj(ApprovalRow::shard)
                .flatMap(shard -> due(shard, now).stream())
                .limit(DUE)
                .toList();
    }

    private List<Approval> due(String shard, Instant now) {
        return dynamo
                .client()
                .query(query ->
                        query.tableName(dynamo.name(Table.APPROVALS))
                                .indexName("due")
                                .keyConditionExpression("due_shard = :shard AND due_at <= :now")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":shard", text(shard),
                                                ":now", text(InvocationRow.time(now))))
                                .limit(DUE))
                .items()
                .stream()
                .map(ApprovalRow::read)
                .toList();
    }

    /**
     * A transaction is not read as one: for a moment a later change may be there and an earlier one
     * not yet. So what comes after a place that is missing is left for the next time, unless it is
     * so old that the missing one was forgotten.
     */
    @Override
    public List<Change> changes(OrganisationId organisation, long after, int most) {
        var rows =
                dynamo.client()
                        .query(query ->
                                query.tableName(dynamo.name(Table.APPROVAL_CHANGES))
                                        .keyConditionExpression("pk = :pk AND sk > :after")
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":pk", text(organisation.value()),
                                                        ":after",
                                                                text(ApprovalRow.sequence(after))))
                                        .consistentRead(true)
                                        .limit(most))
                        .items();
        var forgotten = clock.instant().minus(SETTLED);
        var changes = new ArrayList<Change>();
        long next = after + 1;
        for (var row : rows) {
            var change = ApprovalRow.readChange(row);
            if (change.sequence() != next && change.step().at().isAfter(forgotten)) {
                break;
            }
            changes.add(change);
            next = change.sequence() + 1;
        }
        return changes;
    }

    @Override
    public long latest(OrganisationId organisation) {
        var row =
                row(
                        Table.APPROVAL_CHANGES,
                        Map.of(Table.PK, text(organisation.value()), Table.SK, text(LAST)));
        return Optional.ofNullable(row.get("sequence"))
                .map(sequence -> Long.parseLong(sequence.n()))
                .orElse(0L);
    }

    private Map<String, AttributeValue> row(Table table, Map<String, AttributeValue> key) {
        return dynamo.client()
                .getItem(get -> get.tableName(dynamo.name(table)).key(key).consistentRead(true))
                .item();
    }

    private static Map<String, AttributeValue> sealedKey(
            OrganisationId organisation, ApprovalId id) {
        return Map.of(Table.PK, text(organisation + "#sealed"), Table.SK, text(id.value()));
    }
}
