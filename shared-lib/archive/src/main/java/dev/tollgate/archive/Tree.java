package dev.tollgate.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Fields of JSON objects that must be there. */
final class Tree {
    private Tree() {}

    static String text(JsonNode tree, String name) {
        var field = tree.path(name);
        if (!field.isTextual()) {
            throw new IllegalArgumentException(name + " is missing or no text");
        }
        return field.textValue();
    }

    static long number(JsonNode tree, String name) {
        var field = tree.path(name);
        if (!field.isIntegralNumber()) {
            throw new IllegalArgumentException(name + " is missing or no whole number");
        }
        return field.longValue();
    }

    static String write(JsonMapper json, Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON", e);
        }
    }
}
