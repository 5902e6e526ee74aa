package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.WriterId;
import dev.tollgate.domain.audit.ChainHead;
import dev.tollgate.domain.audit.Hash;
import dev.tollgate.domain.audit.Seal;
import dev.tollgate.domain.audit.SealedHead;
import dev.tollgate.domain.audit.Seals;
import dev.tollgate.domain.audit.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** {@link Seals} in the tables {@link Table#AUDIT_SEALS} and {@link Table#AUDIT_HEADS}. */
public final class DynamoSeals implements Seals {
    private static final String SEAL = "seal#";
    private static final String WRITER = "writer#";
    private static final String ARCHIVE = "archive";
    private static final String ROOT = "root";

    /** Longer than the heads are kept. */
    private static final Duration MARKS_KEPT = Duration.ofDays(30);

    private final Dynamo dynamo;
    private final Transactions transactions;

    public DynamoSeals(Dynamo dynamo, RandomGenerator random) {
        this.dynamo = dynamo;
        transactions = new Transactions(dynamo.client(), random);
    }

    @Override
    public List<ChainHead> heads() {
        return IntStream.range(0, HeadRow.SHARDS)
                .boxed()
                .flatMap(shard ->
                        dynamo
                                .client()
                                .queryPaginator(query ->
                                        query.tableName(dynamo.name(Table.AUDIT_HEADS))
                                                .keyConditionExpression("pk = :shard")
                                                .expressionAttributeValues(
                                                        Map.of(
                                                                ":shard",
                                                                text(HeadRow.shard(shard)))))
                                .items()
                                .stream())
                .map(HeadRow::read)
                .toList();
    }

    @Override
    public Map<WriterId, Mark> sealed(OrganisationId organisation) {
        return dynamo
                .client()
                .queryPaginator(query ->
                        query.tableName(table())
                                .keyConditionExpression("pk = :pk AND begins_with(sk, :writer)")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":pk", text(organisation.value()),
                                                ":writer", text(WRITER)))
                                .consistentRead(true))
                .items()
                .stream()
                .collect(
                        Collectors.toMap(
                                row ->
                                        new WriterId(
                                                value(row, Table.SK)
                                                        .s()
                                                        .substring(WRITER.length())),
                                row ->
                                        new Mark(
                                                Long.parseLong(value(row, "seq").n()),
                                                Long.parseLong(value(row, "seal").n()))));
    }

    @Override
    public Optional<Seal> last(OrganisationId organisation) {
        return query(organisation, 1, 1, false).stream().findFirst();
    }

    /**
     * With how far each writer is sealed now, in one transaction. The condition closes the race of
     * two that seal at once.
     */
    @Override
    public boolean add(Seal seal) {
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(
                write(
                        Put.builder()
                                .tableName(table())
                                .item(row(seal))
                                .conditionExpression("attribute_not_exists(pk)")
                                .build()));
        for (var head : seal.heads()) {
            var mark = new TreeMap<>(key(seal.organisation(), WRITER + head.writer()));
            mark.put("seq", number(head.seq()));
            mark.put("seal", number(seal.number()));
            mark.put(Table.EXPIRES_AT, number(seal.at().plus(MARKS_KEPT).getEpochSecond()));
            writes.add(write(Put.builder().tableName(table()).item(mark).build()));
        }
        return switch (transactions.write(writes)) {
            case Transactions.Done() -> true;
            case Transactions.Refused(_) -> false;
        };
    }

    private static TransactWriteItem write(Put put) {
        return TransactWriteItem.builder().put(put).build();
    }

    @Override
    public long archived(OrganisationId organisation) {
        var row =
                dynamo.client()
                        .getItem(get ->
                                get.tableName(table())
                                        .key(key(organisation, ARCHIVE))
                                        .consistentRead(true))
                        .item();
        return row.isEmpty() ? 0 : Long.parseLong(value(row, "seal").n());
    }

    @Override
    public void archived(OrganisationId organisation, long number) {
        var row = new TreeMap<>(key(organisation, ARCHIVE));
        row.put("seal", number(number));
        dynamo.client().putItem(put -> put.tableName(table()).item(row));
    }

    @Override
    public List<Seal> list(OrganisationId organisation, long from, int most) {
        return query(organisation, from, most, true);
    }

    private List<Seal> query(
            OrganisationId organisation, long from, int most, boolean earliestFirst) {
        return dynamo
                .client()
                .query(query ->
                        query.tableName(table())
                                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":pk", text(organisation.value()),
                                                ":from", text(sealKey(from)),
                                                ":to", text(SEAL + "~")))
                                .scanIndexForward(earliestFirst)
                                .consistentRead(true)
                                .limit(most))
                .items()
                .stream()
                .map(DynamoSeals::read)
                .toList();
    }

    private static Map<String, AttributeValue> row(Seal seal) {
        var row = new TreeMap<>(key(seal.organisation(), sealKey(seal.number())));
        row.put("number", number(seal.number()));
        row.put("at", text(seal.at().toString()));
        row.put("previous", text(seal.previous().hex()));
        row.put(ROOT, text(seal.root().hex()));
        row.put("signature", text(seal.signature().base64()));
        row.put(
                "heads",
                AttributeValue.fromL(seal.heads().stream().map(DynamoSeals::head).toList()));
        return row;
    }

    private static AttributeValue head(SealedHead head) {
        return AttributeValue.fromM(
                Map.of(
                        "writer", text(head.writer().value()),
                        "from", number(head.from()),
                        "seq", number(head.seq()),
                        "hash", text(head.hash().hex())));
    }

    private static Seal read(Map<String, AttributeValue> row) {
        return new Seal(
                new OrganisationId(value(row, Table.PK).s()),
                Long.parseLong(value(row, "number").n()),
                Instant.parse(value(row, "at").s()),
                new Hash(value(row, "previous").s()),
                value(row, "heads").l().stream().map(it -> readHead(it.m())).toList(),
                new Hash(value(row, ROOT).s()),
                new Signature(value(row, "signature").s()));
    }

    private static SealedHead readHead(Map<String, AttributeValue> head) {
        return new SealedHead(
                new WriterId(value(head, "writer").s()),
                Long.parseLong(value(head, "from").n()),
                Long.parseLong(value(head, "seq").n()),
                new Hash(value(head, "hash").s()));
    }

    private static AttributeValue value(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name))
                .orElseThrow(() -> new IllegalStateException("a row of seals without " + name));
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, String place) {
        return Map.of(Table.PK, text(organisation.value()), Table.SK, text(place));
    }

    private static String sealKey(long number) {
        return SEAL + String.format(Locale.ROOT, "%019d", number);
    }

    private String table() {
        return dynamo.name(Table.AUDIT_SEALS);
    }
}
