package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.WriterId;
import dev.tollgate.domain.audit.ChainHead;
import dev.tollgate.domain.audit.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/**
 * How far a writer has come, as a row of {@link Table#AUDIT_HEADS}: of all organisations together,
 * in a few partitions, so that whoever seals finds them without knowing of whom there are any.
 */
final class HeadRow {
    /** So that no partition takes all writes. */
    static final int SHARDS = 8;

    /** Long enough for a seal to be made, whatever happens. */
    private static final Duration KEPT = Duration.ofDays(7);

    private HeadRow() {}

    static String shard(int number) {
        return "#" + number;
    }

    /**
     * That the head is still where this process left it, or that there is none yet: were there
     * another process with this writer, two entries would get one number.
     */
    static Put moving(String table, ChainHead from, ChainHead to, Instant now) {
        var put = Put.builder().tableName(table).item(of(to, now));
        return from.seq() == 0
                ? put.conditionExpression("attribute_not_exists(pk)").build()
                : put.conditionExpression("seq = :before")
                        .expressionAttributeValues(Map.of(":before", number(from.seq())))
                        .build();
    }

    private static Map<String, AttributeValue> of(ChainHead head, Instant now) {
        var row = new TreeMap<String, AttributeValue>();
        row.put(Table.PK, text(shard(Math.floorMod(head.writer().hashCode(), SHARDS))));
        row.put(Table.SK, text(head.writer().value()));
        row.put("organisation", text(head.organisation().value()));
        row.put("seq", number(head.seq()));
        row.put("hash", text(head.hash().hex()));
        row.put(Table.EXPIRES_AT, number(now.plus(KEPT).getEpochSecond()));
        return row;
    }

    static ChainHead read(Map<String, AttributeValue> row) {
        return new ChainHead(
                new OrganisationId(value(row, "organisation").s()),
                new WriterId(value(row, Table.SK).s()),
                Long.parseLong(value(row, "seq").n()),
                new Hash(value(row, "hash").s()));
    }

    private static AttributeValue value(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name))
                .orElseThrow(() -> new IllegalStateException("a head without " + name));
    }
}
