package dev.tollgate.local.openapi.spec;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The answers and refusals of an operation as its {@code responses}, by status. */
public final class Responses {
    /** What every answer has. */
    private static final Map<String, Header> EVERYWHERE =
            Map.of(
                    "RequestId",
                    Header.always("X-Request-Id", "Of this request; to be quoted.", Schema.text()),
                    "Traceparent",
                    Header.always(
                            "traceparent",
                            "The trace that the request is part of, as W3C Trace Context has it.",
                            Schema.text()),
                    "CacheControl",
                    Header.always("Cache-Control", "Whether it may be kept.", Schema.text()));

    private Responses() {}

    public static Map<String, Object> of(Operation operation) {
        var byStatus = new TreeMap<String, Object>();
        operation
                .answers()
                .forEach(answer -> byStatus.put(Integer.toString(answer.status()), tree(answer)));
        refusals(operation)
                .forEach((status, refusals) ->
                        byStatus.put(
                                Integer.toString(status),
                                refusals.size() == 1
                                        ? ref("responses", refusals.getFirst().name())
                                        : tree(refusals)));
        return byStatus;
    }

    private static Map<Integer, List<Refusal>> refusals(Operation operation) {
        return operation.refusals().stream()
                .distinct()
                .collect(Collectors.groupingBy(Refusal::status, TreeMap::new, Collectors.toList()));
    }

    /** The headers that all of them refer to. */
    public static Map<String, Object> headers() {
        var trees = new TreeMap<String, Object>();
        EVERYWHERE.forEach((name, header) -> trees.put(name, header.tree()));
        return trees;
    }

    /** The refusals that {@link #of} refers to: those that are the only one of their status. */
    public static Map<String, Object> shared(Collection<Operation> operations) {
        var trees = new TreeMap<String, Object>();
        operations.stream()
                .flatMap(operation -> refusals(operation).values().stream())
                .filter(refusals -> refusals.size() == 1)
                .forEach(refusals -> trees.put(refusals.getFirst().name(), tree(refusals)));
        return trees;
    }

    private static Map<String, Object> tree(Answer answer) {
        return tree(answer.description(), true, answer.headers(), answer.content());
    }

    private static Map<String, Object> tree(List<Refusal> refusals) {
        var schemas = refusals.stream().map(it -> Schema.ref(it.name())).toList();
        boolean early = refusals.stream().anyMatch(Refusal::early);
        var content = new LinkedHashMap<String, Schema>();
        content.put(
                Refusal.MEDIA_TYPE,
                schemas.size() == 1 ? schemas.getFirst() : Schema.anyOf(schemas));
        if (early) {
            content.put(Answer.JSON, Refusal.message());
        }
        return tree(
                refusals.stream().map(Refusal::line).collect(Collectors.joining("\n\n")),
                !early,
                headers(refusals),
                content);
    }

    /** One that only some of them have may be missing. */
    private static List<Header> headers(List<Refusal> refusals) {
        return refusals.stream()
                .flatMap(refusal -> refusal.headers().stream())
                .distinct()
                .map(header ->
                        refusals.stream().allMatch(it -> it.headers().contains(header))
                                ? header
                                : header.orNot())
                .toList();
    }

    private static Map<String, Object> tree(
            String description, boolean always, List<Header> own, Map<String, Schema> content) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("description", description);
        var headers = new TreeMap<String, Object>();
        EVERYWHERE.forEach((name, header) ->
                headers.put(header.name(), always ? ref("headers", name) : header.orNot().tree()));
        own.forEach(header -> headers.put(header.name(), header.tree()));
        tree.put("headers", headers);
        if (!content.isEmpty()) {
            tree.put("content", content(content));
        }
        return tree;
    }

    static Map<String, Object> content(Map<String, Schema> schemas) {
        var content = new LinkedHashMap<String, Object>();
        schemas.forEach((type, schema) -> content.put(type, Map.of("schema", schema.keywords())));
        return content;
    }

    private static Map<String, Object> ref(String kind, String name) {
        return Map.of("$ref", "#/components/" + kind + "/" + name);
    }
}
