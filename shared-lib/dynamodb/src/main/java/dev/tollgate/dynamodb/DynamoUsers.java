package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.OrganisationEpoch;
import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** {@link Users} in the table {@link Table#USERS}. Reads are consistent. */
public final class DynamoUsers implements Users {
    private static final String FIRST = "usr_";
    private static final String LAST = "usr_~";

    private final DynamoDbClient client;
    private final String table;
    private final UserWrites writes;
    private final Transactions transactions;

    /** {@code random} spreads the attempts of transactions that got in each other's way. */
    public DynamoUsers(Dynamo dynamo, RandomGenerator random) {
        client = dynamo.client();
        table = dynamo.name(Table.USERS);
        writes = new UserWrites(table);
        transactions = new Transactions(client, random);
    }

    @Override
    public Addition add(User user) {
        return switch (transactions.write(writes.adding(user))) {
            case Transactions.Done() -> Addition.ADDED;
            case Transactions.Refused _ -> Addition.TAKEN;
        };
    }

    @Override
    public Optional<User> find(OrganisationId organisation, UserId id) {
        return read(UserRow.key(organisation, id)).map(UserRow::read);
    }

    /** Reads two rows either way. */
    @Override
    public Optional<User> find(OrganisationId organisation, String name) {
        var id =
                read(UserRow.nameKey(organisation, name))
                        .flatMap(row -> Optional.ofNullable(row.get("user")))
                        .map(AttributeValue::s)
                        .orElse("usr_nobody");
        return read(UserRow.key(organisation, id)).map(UserRow::read);
    }

    @Override
    public Page<User> list(OrganisationId organisation, PageRequest page) {
        // One more than asked for tells whether there is a next page.
        var found =
                client
                        .queryPaginator(query ->
                                query.tableName(table)
                                        .keyConditionExpression(
                                                "pk = :organisation AND sk BETWEEN :first AND :last")
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":organisation",
                                                        text(organisation.value()),
                                                        ":first",
                                                        text(page.after().orElse(FIRST)),
                                                        ":last",
                                                        text(LAST)))
                                        .limit(page.limit() + 2)
                                        .consistentRead(true))
                        .items()
                        .stream()
                        .map(UserRow::read)
                        .filter(user -> page.after().filter(user.id().value()::equals).isEmpty())
                        .limit(page.limit() + 1L)
                        .toList();
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty());
        }
        var items = found.subList(0, page.limit());
        return new Page<>(items, Optional.of(items.getLast().id().value()));
    }

    @Override
    public Change replace(User user) {
        return find(user.organisation(), user.id())
                .filter(before -> before.version() == user.version() - 1)
                .map(before -> change(writes.replacing(before, user)))
                .orElse(Change.STALE);
    }

    @Override
    public Change remove(User user) {
        return change(writes.removing(user));
    }

    private Change change(List<TransactWriteItem> transaction) {
        return switch (transactions.write(transaction)) {
            case Transactions.Done() -> Change.MADE;
            case Transactions.Refused(int write) ->
                    write == UserWrites.OWNERS ? Change.LAST_OWNER : Change.STALE;
        };
    }

    @Override
    public OrganisationEpoch epoch(OrganisationId organisation) {
        return UserRow.epoch(read(UserRow.key(organisation, UserRow.EPOCH)).orElse(Map.of()));
    }

    @Override
    public OrganisationEpoch raiseEpoch(OrganisationId organisation, Instant now) {
        return UserRow.epoch(
                client.updateItem(update ->
                                update.tableName(table)
                                        .key(UserRow.key(organisation, UserRow.EPOCH))
                                        .updateExpression("SET since = :now ADD #number :one")
                                        .expressionAttributeNames(Map.of("#number", "number"))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":now",
                                                        text(now.toString()),
                                                        ":one",
                                                        number(1)))
                                        .returnValues(ReturnValue.ALL_NEW))
                        .attributes());
    }

    private Optional<Map<String, AttributeValue>> read(Map<String, AttributeValue> key) {
        var answer = client.getItem(get -> get.tableName(table).key(key).consistentRead(true));
        return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    }
}
