package dev.tollgate.local.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.tollgate.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds requests and answers against {@code docs/openapi.json}: a validator of JSON Schema that
 * knows nothing of the gate, over the file as it is. Answers are held against closed schemas: what
 * the document does not know must not be in them.
 */
final class Judge {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDialect(
                    Dialects.getDraft202012(),
                    registry ->
                            registry.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));

    private final JsonNode document;
    private final JsonNode closed;
    private final Map<JsonNode, Schema> compiled = new HashMap<>();

    private Judge(JsonNode document) {
        this.document = document;
        this.closed = closed(document.deepCopy());
    }

    static Judge ofTheFile() {
        try {
            return new Judge(JSON.readTree(Repository.file("docs/openapi.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    /** An answer as it came, or as a function gave it. */
    record Seen(int status, Map<String, String> headers, String body) {
        Seen {
            var any = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            any.putAll(headers);
            headers = any;
        }
    }

    /** The operation of a route, such as {@code GET /health}. */
    JsonNode operation(String key) {
        return operation(document, key);
    }

    private static JsonNode operation(JsonNode in, String key) {
        var words = key.split(" ", 2);
        return in.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
    }

    /** The schema that a JSON body of a request has to keep; missing if it takes none. */
    JsonNode body(String key) {
        return operation(key).at("/requestBody/content/application~1json/schema");
    }

    /** What is wrong with a body that was sent; nothing if the document lets it pass. */
    List<String> complainOfBody(String key, String body) {
        try {
            return complaints(document, body(key), JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return List.of("the body is not JSON");
        }
    }

    /** What is wrong with parameters, by {@code in}: with unknown ones in the query, too. */
    List<String> complainOfParameters(String key, String in, Map<String, String> given) {
        var known = new TreeMap<String, JsonNode>(String.CASE_INSENSITIVE_ORDER);
        for (var parameter : operation(key).path("parameters")) {
            if (parameter.path("in").asText().equals(in)) {
                known.put(parameter.path("name").asText(), parameter.path("schema"));
            }
        }
        var complaints = new ArrayList<String>();
        given.forEach((name, value) -> {
            var schema = known.get(name);
            if (schema != null) {
                complaints(document, schema, typed(schema, value))
                        .forEach(it -> complaints.add(in + " " + name + it));
            } else if (in.equals("query")) {
                complaints.add("query " + name + " is not described");
            }
        });
        return complaints;
    }

    /** What is wrong with an answer. */
    List<String> complainOfAnswer(String key, Seen seen) {
        var described =
                resolved(
                        operation(closed, key)
                                .path("responses")
                                .path(Integer.toString(seen.status())));
        if (described.isMissingNode()) {
            return List.of("status " + seen.status() + " is not described");
        }
        var complaints = new ArrayList<String>();
        described
                .path("headers")
                .properties()
                .forEach(header ->
                        complainOfHeader(header.getKey(), resolved(header.getValue()), seen)
                                .forEach(complaints::add));
        complaints.addAll(complainOfContent(described.path("content"), seen));
        return complaints;
    }

    private List<String> complainOfHeader(String name, JsonNode header, Seen seen) {
        var value = seen.headers().get(name);
        if (value == null) {
            return header.path("required").asBoolean()
                    ? List.of("the header " + name + " is missing")
                    : List.of();
        }
        var schema = header.path("schema");
        return complaints(closed, schema, typed(schema, value)).stream()
                .map(it -> "the header " + name + it)
                .toList();
    }

    private List<String> complainOfContent(JsonNode content, Seen seen) {
        if (content.isMissingNode()) {
            return seen.body().isEmpty() ? List.of() : List.of("there is a body");
        }
        var type = seen.headers().getOrDefault("Content-Type", "").split(";", 2)[0].strip();
        var media = content.path(type);
        if (media.isMissingNode()) {
            return List.of("the content type '" + type + "' is not described");
        }
        if (!type.endsWith("json")) {
            return complaints(closed, media.path("schema"), TextNode.valueOf(seen.body()));
        }
        try {
            return complaints(closed, media.path("schema"), JSON.readTree(seen.body()));
        } catch (JsonProcessingException e) {
            return List.of("the body is not JSON");
        }
    }

    private JsonNode resolved(JsonNode node) {
        var ref = node.path("$ref").asText();
        return ref.isEmpty() ? node : closed.at(ref.substring(1));
    }

    /** A header or a parameter is text; its schema may ask for a number. */
    private static JsonNode typed(JsonNode schema, String value) {
        try {
            return schema.path("type").asText().equals("integer")
                    ? JSON.readTree(value)
                    : TextNode.valueOf(value);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(value);
        }
    }

    private List<String> complaints(JsonNode in, JsonNode schema, JsonNode value) {
        return compiled
                .computeIfAbsent(standalone(in, schema), REGISTRY::getSchema)
                .validate(value)
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    /** With the components that it refers to. */
    private static JsonNode standalone(JsonNode in, JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", in.path("components"));
        return whole;
    }

    private static JsonNode closed(JsonNode node) {
        node.forEach(Judge::closed);
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        return node;
    }

    /** The fields that an object schema knows, those of alternatives too. */
    Set<String> fields(JsonNode schema) {
        var ref = schema.path("$ref").asText();
        if (!ref.isEmpty()) {
            return fields(document.at(ref.substring(1)));
        }
        var fields = new TreeSet<String>();
        schema.path("properties").fieldNames().forEachRemaining(fields::add);
        schema.path("anyOf").forEach(each -> fields.addAll(fields(each)));
        return fields;
    }
}
