package dev.tollgate.local.openapi.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A schema of <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>, the dialect
 * of OpenAPI 3.1, as the tree of its keywords.
 */
public record Schema(Map<String, Object> keywords) {
    private static final String TYPE = "type";
    private static final String NULL = "null";

    public Schema {
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
    }

    /** Any JSON value. */
    public static Schema any() {
        return new Schema(Map.of());
    }

    /** Any JSON value but {@code null}, which counts as none. */
    public static Schema anything() {
        return any().with(TYPE, List.of("object", "array", "string", "number", "boolean"));
    }

    public static Schema text() {
        return any().with(TYPE, "string");
    }

    /** Not blank. */
    public static Schema notBlank() {
        return text().with("minLength", 1).with("pattern", "\\S");
    }

    /** Not blank, and of at most so many characters. */
    public static Schema text(int longest) {
        return notBlank().with("maxLength", longest);
    }

    /** All of it like {@code pattern}, which is one of Java and of ECMAScript alike. */
    public static Schema matching(String pattern) {
        return text().with("pattern", "^(?:" + pattern + ")$");
    }

    /** One of these words. */
    public static Schema word(Collection<String> words) {
        return text().with("enum", List.copyOf(words));
    }

    public static Schema word(String... words) {
        return word(Arrays.asList(words));
    }

    public static Schema constant(String value) {
        return text().with("const", value);
    }

    public static Schema constant(int value) {
        return integer().with("const", value);
    }

    /** A point in time, as <a href="https://www.rfc-editor.org/rfc/rfc3339">RFC 3339</a> has it. */
    public static Schema time() {
        return text().with("format", "date-time");
    }

    public static Schema flag() {
        return any().with(TYPE, "boolean");
    }

    public static Schema integer() {
        return any().with(TYPE, "integer");
    }

    public static Schema integer(long least) {
        return integer().with("minimum", least);
    }

    public static Schema integer(long least, long most) {
        return integer(least).with("maximum", most);
    }

    public static Schema number() {
        return any().with(TYPE, "number");
    }

    public static Schema list(Schema items) {
        return any().with(TYPE, "array").with("items", items.keywords());
    }

    public static Schema list(Schema items, int least, int most) {
        var list = list(items);
        return (least > 0 ? list.with("minItems", least) : list).with("maxItems", most);
    }

    /** An object with fields of any name. */
    public static Schema map(Schema values) {
        return object().with("additionalProperties", values.keywords());
    }

    /** An object of any shape. */
    public static Schema object() {
        return any().with(TYPE, "object");
    }

    /** The schema of that name among the components. */
    public static Schema ref(String name) {
        return any().with("$ref", "#/components/schemas/" + name);
    }

    public static Schema anyOf(List<Schema> schemas) {
        return any().with("anyOf", schemas.stream().map(Schema::keywords).toList());
    }

    public static Schema anyOf(Schema... schemas) {
        return anyOf(Arrays.asList(schemas));
    }

    /** Or {@code null}. */
    public Schema orNull() {
        if (!(keywords.get(TYPE) instanceof String type)) {
            return anyOf(this, any().with(TYPE, NULL));
        }
        var nullable = with(TYPE, List.of(type, NULL));
        return keywords.get("enum") instanceof List<?> words
                ? nullable.with("enum", withNull(words))
                : nullable;
    }

    private static List<Object> withNull(List<?> words) {
        var all = new ArrayList<Object>(words);
        all.add(null);
        return Collections.unmodifiableList(all);
    }

    /** For people. */
    public Schema described(String description) {
        return with("description", description);
    }

    /** What counts if nothing is given. */
    public Schema otherwise(Object value) {
        return with("default", value);
    }

    public Schema with(String keyword, Object value) {
        var all = new LinkedHashMap<>(keywords);
        all.put(keyword, value);
        return new Schema(all);
    }
}
