package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Idempotency keys in the table {@code idempotency}. */
public final class DynamoIdempotencyKeys implements IdempotencyKeys {
    private static final String DIGEST = "digest";
    private static final String INVOCATION = "invocation";

    private final Dynamo dynamo;
    private final InstantSource clock;

    public DynamoIdempotencyKeys(Dynamo dynamo, InstantSource clock) {
        this.dynamo = dynamo;
        this.clock = clock;
    }

    /** One conditional write: of many callers with one key, one is first. */
    @Override
    public Claim claim(Key key, String digest, InvocationId invocation) {
        long now = clock.instant().getEpochSecond();
        var row = new java.util.HashMap<>(primary(key));
        row.put(DIGEST, text(digest));
        row.put(INVOCATION, text(invocation.value()));
        row.put(Table.EXPIRES_AT, number(now + KEPT.toSeconds()));
        try {
            dynamo.client()
                    .putItem(put ->
                            put.tableName(table())
                                    .item(row)
                                    .conditionExpression(
                                            "attribute_not_exists(pk) OR expires_at <=" + " :now")
                                    .expressionAttributeValues(Map.of(":now", number(now)))
                                    .returnValuesOnConditionCheckFailure(
                                            ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Claim.Mine();
        } catch (ConditionalCheckFailedException e) {
            return standing(e.item(), digest, invocation);
        }
    }

    /** A claim of our own that the SDK repeats, having had no answer, finds itself. */
    private static Claim standing(
            Map<String, AttributeValue> row, String digest, InvocationId invocation) {
        var owner = new InvocationId(string(row, INVOCATION));
        if (owner.equals(invocation)) {
            return new Claim.Mine();
        }
        return string(row, DIGEST).equals(digest)
                ? new Claim.Repeated(owner)
                : new Claim.Mismatch();
    }

    /** Of several callers that find a key abandoned, one takes it over. */
    @Override
    public boolean passOn(Key key, InvocationId former, InvocationId next) {
        try {
            dynamo.client()
                    .updateItem(update ->
                            update.tableName(table())
                                    .key(primary(key))
                                    .updateExpression("SET invocation = :next")
                                    .conditionExpression("invocation = :former")
                                    .expressionAttributeValues(
                                            Map.of(
                                                    ":next",
                                                    text(next.value()),
                                                    ":former",
                                                    text(former.value()))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public void release(Key key, InvocationId invocation) {
        try {
            dynamo.client()
                    .deleteItem(delete ->
                            delete.tableName(table())
                                    .key(primary(key))
                                    .conditionExpression("invocation = :mine")
                                    .expressionAttributeValues(
                                            Map.of(":mine", text(invocation.value()))));
        } catch (ConditionalCheckFailedException e) {
            // It stands for another invocation by now, whose it stays.
            return;
        }
    }

    private String table() {
        return dynamo.name(Table.IDEMPOTENCY);
    }

    private static Map<String, AttributeValue> primary(Key key) {
        return Map.of(
                Table.PK,
                text(key.organisation() + "#" + key.principal()),
                Table.SK,
                text(key.text()));
    }

    private static String string(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name)).map(AttributeValue::s).orElse("");
    }
}
