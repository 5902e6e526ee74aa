package dev.tollgate.local.openapi.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operation gives when it does what it is asked for.
 *
 * @param content schemas by media type; none if there is no body
 */
public record Answer(
        int status, String description, Map<String, Schema> content, List<Header> headers) {
    static final String JSON = "application/json";

    public Answer {
        content = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(content));
        headers = List.copyOf(headers);
    }

    public static Answer json(int status, String description, Schema schema) {
        return new Answer(status, description, Map.of(JSON, schema), List.of());
    }

    public static Answer ok(String description, Schema schema) {
        return json(200, description, schema);
    }

    /** With the address of what was made. */
    public static Answer created(String description, Schema schema) {
        return json(201, description, schema)
                .with(Header.always("Location", "The path of what was made.", Schema.text()));
    }

    public static Answer accepted(String description, Schema schema) {
        return json(202, description, schema);
    }

    public static Answer noContent(String description) {
        return new Answer(204, description, Map.of(), List.of());
    }

    public static Answer of(int status, String description, Map<String, Schema> content) {
        return new Answer(status, description, content, List.of());
    }

    public Answer with(Header... more) {
        var all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return new Answer(status, description, content, all);
    }
}
