package dev.tollgate.dynamodb;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.OrganisationEpoch;
import dev.tollgate.domain.identity.Standing;
import dev.tollgate.domain.identity.Standings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** {@link Standings} in one request. Reads are consistent. */
public final class DynamoStandings implements Standings {
    private static final int ATTEMPTS = 3;

    private final Dynamo dynamo;

    public DynamoStandings(Dynamo dynamo) {
        this.dynamo = dynamo;
    }

    @Override
    public Standing of(OrganisationId organisation, UserId user, SessionId session) {
        var found =
                read(
                        Map.of(
                                dynamo.name(Table.SESSIONS),
                                consistent(List.of(SessionRow.key(session))),
                                dynamo.name(Table.USERS),
                                consistent(
                                        List.of(
                                                UserRow.key(organisation, user),
                                                UserRow.key(organisation, UserRow.EPOCH)))));
        var users = found.responses().getOrDefault(dynamo.name(Table.USERS), List.of());
        return new Standing(
                found.responses().getOrDefault(dynamo.name(Table.SESSIONS), List.of()).stream()
                        .findFirst()
                        .map(SessionRow::read),
                row(users, user.value()).map(UserRow::read),
                UserRow.epoch(row(users, UserRow.EPOCH).orElse(Map.of())));
    }

    @Override
    public OrganisationEpoch epoch(OrganisationId organisation) {
        return UserRow.epoch(
                dynamo.client()
                        .getItem(get ->
                                get.tableName(dynamo.name(Table.USERS))
                                        .key(UserRow.key(organisation, UserRow.EPOCH))
                                        .consistentRead(true))
                        .item());
    }

    /**
     * A row that DynamoDB had no capacity for is one that we know nothing of: all is asked again.
     */
    private BatchGetItemResponse read(Map<String, KeysAndAttributes> keys) {
        for (int attempt = 1; ; attempt++) {
            var found = dynamo.client().batchGetItem(get -> get.requestItems(keys));
            if (found.unprocessedKeys().isEmpty()) {
                return found;
            }
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException(
                        "the session could not be read for want of capacity");
            }
        }
    }

    private static KeysAndAttributes consistent(List<Map<String, AttributeValue>> keys) {
        return KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
    }

    private static Optional<Map<String, AttributeValue>> row(
            List<Map<String, AttributeValue>> rows, String sort) {
        return rows.stream()
                .filter(row -> AttributeValue.fromS(sort).equals(row.get(Table.SK)))
                .findFirst();
    }
}
