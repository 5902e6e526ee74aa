package dev.tollgate.local.openapi.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request says beside its body.
 *
 * @param in {@code path}, {@code query} or {@code header}
 */
public record Parameter(
        String name, String in, boolean required, String description, Schema schema) {
    public static Parameter path(String name, String description, Schema schema) {
        return new Parameter(name, "path", true, description, schema);
    }

    public static Parameter query(String name, String description, Schema schema) {
        return new Parameter(name, "query", false, description, schema);
    }

    public static Parameter header(String name, String description, Schema schema) {
        return new Parameter(name, "header", false, description, schema);
    }

    /** One without which there is nothing to do. */
    public Parameter needed() {
        return new Parameter(name, in, true, description, schema);
    }

    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", name);
        tree.put("in", in);
        tree.put("required", required);
        tree.put("description", description);
        tree.put("schema", schema.keywords());
        return tree;
    }
}
