package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.Sessions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** {@link Sessions} in the table {@link Table#SESSIONS}, which drops what is over. */
public final class DynamoSessions implements Sessions {
    private final DynamoDbClient client;
    private final String table;

    public DynamoSessions(Dynamo dynamo) {
        client = dynamo.client();
        table = dynamo.name(Table.SESSIONS);
    }

    @Override
    public void open(Session session, Hashes hashes) {
        client.putItem(put ->
                put.tableName(table)
                        .item(SessionRow.of(session, hashes))
                        .conditionExpression("attribute_not_exists(pk)"));
    }

    @Override
    public Optional<Session> find(SessionId id) {
        var answer =
                client.getItem(
                        get -> get.tableName(table).key(SessionRow.key(id)).consistentRead(true));
        return answer.hasItem() ? Optional.of(SessionRow.read(answer.item())) : Optional.empty();
    }

    /** The condition closes the race of many who present one token. */
    @Override
    public Turned turn(SessionId id, Hashes presented, String next, Instant now) {
        try {
            var turned =
                    client.updateItem(update ->
                            update.tableName(table)
                                    .key(SessionRow.key(id))
                                    .updateExpression("SET turn_hash = :next")
                                    .conditionExpression(
                                            "family_hash = :family AND turn_hash = :turn"
                                                    + " AND revoked = :no AND ends > :now")
                                    .expressionAttributeValues(
                                            Map.of(
                                                    ":next", text(next),
                                                    ":family", text(presented.family()),
                                                    ":turn", text(presented.turn()),
                                                    ":no", AttributeValue.fromBool(false),
                                                    ":now", number(now.toEpochMilli())))
                                    .returnValues(ReturnValue.ALL_NEW)
                                    .returnValuesOnConditionCheckFailure(
                                            ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Turned.Done(SessionRow.read(turned.attributes()));
        } catch (ConditionalCheckFailedException e) {
            return e.hasItem() ? refused(e.item(), presented, now) : new Turned.Unknown();
        }
    }

    private static Turned refused(Map<String, AttributeValue> row, Hashes presented, Instant now) {
        if (!same(SessionRow.at(row, SessionRow.FAMILY).s(), presented.family())) {
            return new Turned.Unknown();
        }
        var session = SessionRow.read(row);
        return session.isOver(now) ? new Turned.Over(session) : new Turned.Reused(session);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void revoke(SessionId id) {
        try {
            client.updateItem(update ->
                    update.tableName(table)
                            .key(SessionRow.key(id))
                            .updateExpression("SET revoked = :yes")
                            // Keeps a row that was dropped meanwhile from coming back in part.
                            .conditionExpression("attribute_exists(pk)")
                            .expressionAttributeValues(
                                    Map.of(":yes", AttributeValue.fromBool(true))));
        } catch (ConditionalCheckFailedException gone) {
            // Then it is over already.
        }
    }
}
