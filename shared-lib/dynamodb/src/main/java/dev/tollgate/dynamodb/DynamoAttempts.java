package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.identity.Attempts;
import dev.tollgate.domain.identity.Backoff;
import dev.tollgate.domain.identity.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * {@link Attempts} in the table {@link Table#ATTEMPTS}. Each step replaces the very row that it was
 * made from, so of many attempts at once none is lost.
 */
public final class DynamoAttempts implements Attempts {
    private static final String FAILURES = "failures";
    private static final String VOUCHED = "vouched";
    private static final String VERSION = "version";

    /** Each time that one caller must start again, another got on. */
    private static final int MOST_TRIES = 500;

    /** Longer than any back-off. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Dynamo dynamo;

    public DynamoAttempts(Dynamo dynamo) {
        this.dynamo = dynamo;
    }

    @Override
    public Start begin(String key, Backoff backoff, Instant now) {
        var row = read(key);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var pause = row.failures().pause(now);
            if (pause.isPositive()) {
                return new Start.MustWait(pause);
            }
            var other = replace(key, row, row.failures().oneMore(backoff, now));
            if (other.isEmpty()) {
                return new Start.Allowed();
            }
            row = other.get();
        }
        throw new IllegalStateException("the attempts under one key never stand still");
    }

    @Override
    public void takeBack(String key) {
        var row = read(key);
        for (int tries = 0; tries < MOST_TRIES && row.failures().count() > 0; tries++) {
            var other = replace(key, row, row.failures().oneLess());
            if (other.isEmpty()) {
                return;
            }
            row = other.get();
        }
    }

    @Override
    public void forget(String key) {
        dynamo.client()
                .deleteItem(delete ->
                        delete.tableName(dynamo.name(Table.ATTEMPTS)).key(key(key, FAILURES)));
    }

    @Override
    public void vouch(String key, Instant until) {
        var row = new HashMap<>(key(key, VOUCHED));
        row.put(Table.EXPIRES_AT, number(until.getEpochSecond()));
        dynamo.client().putItem(put -> put.tableName(dynamo.name(Table.ATTEMPTS)).item(row));
    }

    @Override
    public boolean isVouched(String key, Instant now) {
        // DynamoDB drops what has expired in its own time, so the time is looked at.
        return Optional.ofNullable(get(key, VOUCHED).get(Table.EXPIRES_AT))
                .filter(until -> Long.parseLong(until.n()) > now.getEpochSecond())
                .isPresent();
    }

    /** Empty if the row was replaced; else the row that is there instead of the one before. */
    private Optional<Row> replace(String key, Row before, Failures after) {
        var row = new HashMap<>(key(key, FAILURES));
        row.put("failed", number(after.count()));
        row.put("last", text(after.last().toString()));
        row.put("until", text(after.until().toString()));
        row.put(VERSION, number(before.version() + 1));
        row.put(Table.EXPIRES_AT, number(after.last().plus(KEPT).getEpochSecond()));
        try {
            dynamo.client()
                    .putItem(put -> {
                        put.tableName(dynamo.name(Table.ATTEMPTS)).item(row);
                        if (before.version() == 0) {
                            put.conditionExpression("attribute_not_exists(pk)");
                        } else {
                            put.conditionExpression("version = :before")
                                    .expressionAttributeValues(
                                            Map.of(":before", number(before.version())));
                        }
                        put.returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD);
                    });
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            return Optional.of(Row.of(e.hasItem() ? e.item() : Map.of()));
        }
    }

    private Row read(String key) {
        return Row.of(get(key, FAILURES));
    }

    private Map<String, AttributeValue> get(String key, String sort) {
        return dynamo.client()
                .getItem(get ->
                        get.tableName(dynamo.name(Table.ATTEMPTS))
                                .key(key(key, sort))
                                .consistentRead(true))
                .item();
    }

    private static Map<String, AttributeValue> key(String key, String sort) {
        return Map.of(Table.PK, text(key), Table.SK, text(sort));
    }

    /**
     * @param version 0 where there is no row
     */
    private record Row(long version, Failures failures) {
        static Row of(Map<String, AttributeValue> row) {
            return row.isEmpty()
                    ? new Row(0, Failures.NONE)
                    : new Row(
                            Long.parseLong(at(row, VERSION).n()),
                            new Failures(
                                    Integer.parseInt(at(row, "failed").n()),
                                    Instant.parse(at(row, "last").s()),
                                    Instant.parse(at(row, "until").s())));
        }

        private static AttributeValue at(Map<String, AttributeValue> row, String name) {
            return Optional.ofNullable(row.get(name))
                    .orElseThrow(
                            () -> new IllegalStateException("the row of attempts has no " + name));
        }
    }
}
