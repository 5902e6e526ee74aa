package dev.tollgate.local.openapi.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a JSON object. */
public final class Shape {
    private final Kind kind;
    private final Map<String, Schema> fields;
    private final List<String> required;

    private Shape(Kind kind, Map<String, Schema> fields, List<String> required) {
        this.kind = kind;
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        this.required = List.copyOf(required);
    }

    private enum Kind {
        /** What is read: nobody may send another field, and {@code null} counts as none. */
        READ,
        /** The same, but {@code null} is refused. */
        STRICT,
        /** What is written: clients have to expect new fields. */
        WRITTEN
    }

    /** A body as {@link dev.tollgate.lambda.Fields} reads it. */
    public static Shape read() {
        return new Shape(Kind.READ, Map.of(), List.of());
    }

    /** One whose reader takes {@code null} for a value of the wrong type. */
    public static Shape strict() {
        return new Shape(Kind.STRICT, Map.of(), List.of());
    }

    /** Of an answer. */
    public static Shape written() {
        return new Shape(Kind.WRITTEN, Map.of(), List.of());
    }

    /** A field that has to be there, or is always there. */
    public Shape always(String name, Schema schema) {
        var names = new ArrayList<>(required);
        names.add(name);
        return new Shape(kind, with(name, schema), names);
    }

    /** A field that may be missing. */
    public Shape maybe(String name, Schema schema) {
        return new Shape(kind, with(name, kind == Kind.READ ? schema.orNull() : schema), required);
    }

    /** A field that may be missing and must not be {@code null}: there is nothing to remove. */
    public Shape kept(String name, Schema schema) {
        return new Shape(kind, with(name, schema), required);
    }

    /** The fields of both. */
    public Shape and(Shape other) {
        var all = new LinkedHashMap<>(fields);
        all.putAll(other.fields);
        var names = new ArrayList<>(required);
        names.addAll(other.required);
        return new Shape(kind, all, names);
    }

    private Map<String, Schema> with(String name, Schema schema) {
        var all = new LinkedHashMap<>(fields);
        all.put(name, schema);
        return all;
    }

    public Schema schema() {
        var properties = new LinkedHashMap<String, Object>();
        fields.forEach((name, schema) -> properties.put(name, schema.keywords()));
        var schema = Schema.object();
        if (!required.isEmpty()) {
            schema = schema.with("required", required);
        }
        schema = schema.with("properties", properties);
        return kind == Kind.WRITTEN ? schema : schema.with("additionalProperties", false);
    }
}
