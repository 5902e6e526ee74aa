package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.LinkedAccount;
import dev.tollgate.domain.identity.LinkedAccounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** {@link LinkedAccounts} in the table {@link Table#LINKED_ACCOUNTS}. */
public final class DynamoLinkedAccounts implements LinkedAccounts {
    private static final String USER = "user";

    private final DynamoDbClient client;
    private final String table;

    public DynamoLinkedAccounts(Dynamo dynamo) {
        client = dynamo.client();
        table = dynamo.name(Table.LINKED_ACCOUNTS);
    }

    @Override
    public void link(LinkedAccount account) {
        var row = new TreeMap<>(key(account.organisation(), account.through(), account.account()));
        row.put("through", text(account.through().value()));
        row.put("account", text(account.account()));
        row.put(USER, text(account.user().value()));
        row.put("user_key", text(userKey(account.organisation(), account.user())));
        row.put("credential_version", number(account.credentialVersion()));
        row.put("linked_by", text(account.linkedBy()));
        row.put("linked_at", text(account.linkedAt().toString()));
        client.putItem(put -> put.tableName(table).item(row));
    }

    @Override
    public Optional<LinkedAccount> find(
            OrganisationId organisation, AgentId through, String account) {
        var row =
                client.getItem(get ->
                                get.tableName(table)
                                        .key(key(organisation, through, account))
                                        .consistentRead(true))
                        .item();
        return row.isEmpty() ? Optional.empty() : Optional.of(read(row));
    }

    /** An account that was linked a moment ago may be missing: an index is not read up to date. */
    @Override
    public List<LinkedAccount> of(OrganisationId organisation, UserId user) {
        return client
                .queryPaginator(query ->
                        query.tableName(table)
                                .indexName("by_user")
                                .keyConditionExpression("user_key = :user")
                                .expressionAttributeValues(
                                        Map.of(":user", text(userKey(organisation, user)))))
                .items()
                .stream()
                .map(DynamoLinkedAccounts::read)
                .toList();
    }

    /** The condition closes the race with whoever links the account to somebody else. */
    @Override
    public boolean unlink(
            OrganisationId organisation, AgentId through, String account, UserId user) {
        try {
            client.deleteItem(delete ->
                    delete.tableName(table)
                            .key(key(organisation, through, account))
                            .conditionExpression("#user = :user")
                            .expressionAttributeNames(Map.of("#user", USER))
                            .expressionAttributeValues(Map.of(":user", text(user.value()))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static LinkedAccount read(Map<String, AttributeValue> row) {
        return new LinkedAccount(
                new OrganisationId(string(row, Table.PK)),
                new AgentId(string(row, "through")),
                string(row, "account"),
                new UserId(string(row, USER)),
                Integer.parseInt(at(row, "credential_version").n()),
                string(row, "linked_by"),
                Instant.parse(string(row, "linked_at")));
    }

    private static Map<String, AttributeValue> key(
            OrganisationId organisation, AgentId through, String account) {
        return Map.of(
                Table.PK, text(organisation.value()), Table.SK, text(through + "#" + account));
    }

    private static String userKey(OrganisationId organisation, UserId user) {
        return organisation + "#" + user;
    }

    private static String string(Map<String, AttributeValue> row, String name) {
        return at(row, name).s();
    }

    private static AttributeValue at(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name))
                .orElseThrow(() -> new IllegalStateException("a link has no " + name));
    }
}
