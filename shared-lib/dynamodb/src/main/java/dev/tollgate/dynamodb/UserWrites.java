package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.identity.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The transactions on users. The row of a user, the row that holds the name and the count of owners
 * are written together, so of many who want a name one gets it, and of two owners who remove each
 * other one stays.
 */
final class UserWrites {
    /** The place in each transaction of the write on the count of owners, which may be missing. */
    static final int OWNERS = 2;

    private final String table;

    UserWrites(String table) {
        this.table = table;
    }

    List<TransactWriteItem> adding(User user) {
        var name = UserRow.nameKey(user.organisation(), user.name());
        name.put("user", text(user.id().value()));
        return with(
                owners(user, user.owns() ? 1 : 0),
                put(UserRow.of(user), "attribute_not_exists(pk)", Map.of()),
                put(name, "attribute_not_exists(pk)", Map.of()));
    }

    List<TransactWriteItem> replacing(User before, User user) {
        return with(
                owners(user, (user.owns() ? 1 : 0) - (before.owns() ? 1 : 0)),
                // Closes the race of two who read the same version.
                put(UserRow.of(user), "version = :before", versionOf(before)),
                nameIsThere(user));
    }

    List<TransactWriteItem> removing(User user) {
        return with(
                owners(user, user.owns() ? -1 : 0),
                TransactWriteItem.builder()
                        .delete(it ->
                                it.tableName(table)
                                        .key(UserRow.key(user.organisation(), user.id()))
                                        .conditionExpression("version = :before")
                                        .expressionAttributeValues(versionOf(user)))
                        .build(),
                TransactWriteItem.builder()
                        .delete(it ->
                                it.tableName(table)
                                        .key(UserRow.nameKey(user.organisation(), user.name())))
                        .build());
    }

    private static List<TransactWriteItem> with(
            Optional<TransactWriteItem> owners, TransactWriteItem... writes) {
        var all = new ArrayList<>(List.of(writes));
        owners.ifPresent(all::add);
        return List.copyOf(all);
    }

    private TransactWriteItem put(
            Map<String, AttributeValue> row, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .put(it -> {
                    it.tableName(table).item(row).conditionExpression(condition);
                    if (!values.isEmpty()) {
                        it.expressionAttributeValues(values);
                    }
                })
                .build();
    }

    private TransactWriteItem nameIsThere(User user) {
        return TransactWriteItem.builder()
                .conditionCheck(it ->
                        it.tableName(table)
                                .key(UserRow.nameKey(user.organisation(), user.name()))
                                .conditionExpression("attribute_exists(pk)"))
                .build();
    }

    /** The condition keeps one: the last two cannot both go. */
    private Optional<TransactWriteItem> owners(User user, int more) {
        if (more == 0) {
            return Optional.empty();
        }
        return Optional.of(
                TransactWriteItem.builder()
                        .update(it -> {
                            it.tableName(table)
                                    .key(UserRow.key(user.organisation(), UserRow.OWNERS))
                                    .updateExpression("ADD owners :more");
                            if (more > 0) {
                                it.expressionAttributeValues(Map.of(":more", number(more)));
                            } else {
                                it.conditionExpression("owners > :last")
                                        .expressionAttributeValues(
                                                Map.of(":more", number(more), ":last", number(1)));
                            }
                        })
                        .build());
    }

    private static Map<String, AttributeValue> versionOf(User user) {
        return Map.of(":before", number(user.version()));
    }
}
