package dev.tollgate.admin;

import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.User;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A user, and what became of it, as details of an audit event. */
final class Changed {
    private Changed() {}

    static Map<String, String> of(User user) {
        var details = new TreeMap<String, String>();
        details.put("name", user.name());
        put(details, "", user);
        return details;
    }

    /** Only what differs, as it was and as it is. */
    static Map<String, String> between(User before, User after) {
        var was = new TreeMap<String, String>();
        var is = new TreeMap<String, String>();
        put(was, "_before", before);
        put(is, "", after);
        var details = new TreeMap<String, String>();
        is.forEach((name, value) -> {
            var old = was.getOrDefault(name + "_before", "");
            if (!old.equals(value)) {
                details.put(name + "_before", old);
                details.put(name, value);
            }
        });
        return details;
    }

    private static void put(Map<String, String> details, String suffix, User user) {
        details.put("roles" + suffix, roles(user.rights()));
        details.put("allowed_tools" + suffix, sorted(user.rights()));
        details.put("team" + suffix, user.rights().team().orElse(""));
        details.put("disabled" + suffix, Boolean.toString(user.disabled()));
    }

    private static String roles(Rights rights) {
        return rights.roles().stream().map(Role::text).sorted().collect(Collectors.joining(" "));
    }

    private static String sorted(Rights rights) {
        return rights.allowedTools().stream().sorted().collect(Collectors.joining(" "));
    }
}
