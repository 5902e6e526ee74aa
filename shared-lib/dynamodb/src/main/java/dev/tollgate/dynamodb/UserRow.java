package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.OrganisationEpoch;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.User;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A user, and what is beside the users, as the attributes of their rows. */
final class UserRow {
    static final String EPOCH = "#epoch";
    static final String OWNERS = "#owners";
    private static final String PASSWORD_HASH = "password_hash";
    private static final String TEAM = "team";

    private UserRow() {}

    static Map<String, AttributeValue> key(OrganisationId organisation, String sort) {
        var key = new HashMap<String, AttributeValue>();
        key.put(Table.PK, text(organisation.value()));
        key.put(Table.SK, text(sort));
        return key;
    }

    static Map<String, AttributeValue> key(OrganisationId organisation, UserId id) {
        return key(organisation, id.value());
    }

    /** Of the row that holds the name. */
    static Map<String, AttributeValue> nameKey(OrganisationId organisation, String name) {
        return key(organisation, "name#" + name.toLowerCase(Locale.ROOT));
    }

    static Map<String, AttributeValue> of(User user) {
        var row = key(user.organisation(), user.id());
        row.put("name", text(user.name()));
        user.passwordHash().ifPresent(hash -> row.put(PASSWORD_HASH, text(hash)));
        row.put("roles", texts(user.rights().roles().stream().map(Role::text).toList()));
        row.put("allowed_tools", texts(user.rights().allowedTools()));
        user.rights().team().ifPresent(team -> row.put(TEAM, text(team)));
        row.put("disabled", AttributeValue.fromBool(user.disabled()));
        row.put("epoch", number(user.epoch()));
        row.put("version", number(user.version()));
        row.put("created_by", text(user.createdBy()));
        row.put("created_at", text(user.createdAt().toString()));
        row.put("updated_at", text(user.updatedAt().toString()));
        return row;
    }

    static User read(Map<String, AttributeValue> row) {
        return new User(
                new UserId(at(row, Table.SK).s()),
                new OrganisationId(at(row, Table.PK).s()),
                at(row, "name").s(),
                find(row, PASSWORD_HASH),
                rights(row),
                at(row, "disabled").bool(),
                Long.parseLong(at(row, "epoch").n()),
                Integer.parseInt(at(row, "version").n()),
                at(row, "created_by").s(),
                Instant.parse(at(row, "created_at").s()),
                Instant.parse(at(row, "updated_at").s()));
    }

    static OrganisationEpoch epoch(Map<String, AttributeValue> row) {
        return row.isEmpty()
                ? OrganisationEpoch.FIRST
                : new OrganisationEpoch(
                        Long.parseLong(at(row, "number").n()), Instant.parse(at(row, "since").s()));
    }

    private static Rights rights(Map<String, AttributeValue> row) {
        return new Rights(
                set(row, "roles").stream()
                        .flatMap(role -> Role.of(role).stream())
                        .collect(Collectors.toSet()),
                set(row, "allowed_tools"),
                find(row, TEAM));
    }

    private static AttributeValue texts(Collection<String> texts) {
        return AttributeValue.fromL(texts.stream().sorted().map(AttributeValue::fromS).toList());
    }

    private static Set<String> set(Map<String, AttributeValue> row, String name) {
        return at(row, name).l().stream().map(AttributeValue::s).collect(Collectors.toSet());
    }

    private static Optional<String> find(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name)).map(AttributeValue::s);
    }

    private static AttributeValue at(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name))
                .orElseThrow(() -> new IllegalStateException("the row of a user has no " + name));
    }
}
