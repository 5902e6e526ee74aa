package dev.tollgate.local.openapi.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A header of an answer.
 *
 * @param always whether every answer of that status has it
 */
public record Header(String name, String description, Schema schema, boolean always) {
    public static Header always(String name, String description, Schema schema) {
        return new Header(name, description, schema, true);
    }

    public static Header maybe(String name, String description, Schema schema) {
        return new Header(name, description, schema, false);
    }

    Header orNot() {
        return new Header(name, description, schema, false);
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("description", description);
        if (always) {
            tree.put("required", true);
        }
        tree.put("schema", schema.keywords());
        return tree;
    }
}
