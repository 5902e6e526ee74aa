package dev.tollgate.admin;

import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.User;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Fields;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A user as callers write it and see it. */
final class UserFields {
    private static final int LONGEST_NAME = 100;

    private UserFields() {}

    static String name(Fields fields) {
        var name = fields.requiredText("username", LONGEST_NAME);
        try {
            return User.checkedName(name);
        } catch (IllegalArgumentException e) {
            throw fields.refuse(
                    "username",
                    "is not the name of a user; accepted: 1 to 64 of A-Z a-z 0-9 . _ @ -.");
        }
    }

    static Optional<Set<Role>> roles(Fields fields) {
        return fields.texts("roles", Rights.MOST, LONGEST_NAME)
                .map(texts -> {
                    if (texts.isEmpty()) {
                        throw fields.refuse(
                                "roles", "is empty; accepted: " + Role.accepted() + ".");
                    }
                    var roles = EnumSet.noneOf(Role.class);
                    for (int i = 0; i < texts.size(); i++) {
                        roles.add(role(fields.at("roles") + "/" + i, texts.get(i)));
                    }
                    return roles;
                });
    }

    private static Role role(String place, String text) {
        return Role.of(text)
                .orElseThrow(() ->
                        BadRequest.body(
                                place, "is '" + text + "'; accepted: " + Role.accepted() + "."));
    }

    static Optional<Set<String>> tools(Fields fields) {
        return fields.texts("allowed_tools", Rights.MOST, LONGEST_NAME)
                .map(texts -> {
                    try {
                        texts.forEach(Rights::checkedTool);
                    } catch (IllegalArgumentException e) {
                        throw fields.refuse("allowed_tools", "has what is " + e.getMessage() + ".");
                    }
                    return new LinkedHashSet<>(texts);
                });
    }

    static Optional<String> team(Fields fields) {
        return fields.text("team", Rights.LONGEST_TEAM);
    }

    static Map<String, Object> body(User user) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", user.id().value());
        body.put("username", user.name());
        body.put("roles", user.rights().roles().stream().map(Role::text).sorted().toList());
        body.put("allowed_tools", user.rights().allowedTools().stream().sorted().toList());
        user.rights().team().ifPresent(team -> body.put("team", team));
        body.put("disabled", user.disabled());
        body.put("created_by", user.createdBy());
        body.put("created_at", user.createdAt().toString());
        body.put("updated_at", user.updatedAt().toString());
        return body;
    }
}
