package dev.tollgate.local.openapi;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.lambda.Route;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Responses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The HTTP API of the gate as an <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI
 * 3.1</a> document: an operation for each route of the table of routes.
 */
public final class Document {
    private static final String BEARER = "bearer";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Examples examples;

    /** {@code events} has the golden pairs of every function. */
    public Document(Path events) {
        this.examples = new Examples(events);
    }

    /** The document as text, the same each time. */
    public String text() {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        try {
            return JSON.writer(printer).writeValueAsString(tree()) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("openapi", "3.1.1");
        tree.put("info", info());
        tree.put("servers", List.of(Map.of("url", "/")));
        tree.put("tags", Arrays.stream(Area.values()).map(Area::tree).toList());
        tree.put("paths", paths());
        tree.put("components", components());
        return tree;
    }

    private static Map<String, Object> info() {
        var info = new LinkedHashMap<String, Object>();
        info.put("title", "Tollgate");
        info.put("version", "1.0.0");
        info.put("summary", "The one gate that calls to external AI agents pass.");
        info.put(
                "description",
                "Who may call what, how often and for how much. Requests are read strictly: a field"
                        + " that is not described is refused. Answers may have new fields any day."
                        + " Refusals are RFC 9457 problems, with codes that stay. Before the gate is asked,"
                        + " API Gateway may refuse by itself, with a `message` in place of a"
                        + " problem: no credential (401), no such route (404), a body above its own"
                        + " limit (413), more requests than the account may make (429).");
        return info;
    }

    private Map<String, Object> paths() {
        var paths = new LinkedHashMap<String, Object>();
        Arrays.stream(Route.values())
                .collect(
                        Collectors.groupingBy(Route::path, LinkedHashMap::new, Collectors.toList()))
                .forEach((path, routes) -> paths.put(path, path(routes)));
        return paths;
    }

    private Map<String, Object> path(List<Route> routes) {
        var path = new LinkedHashMap<String, Object>();
        routes.forEach(
                route -> path.put(route.method().toLowerCase(Locale.ROOT), operation(route)));
        return path;
    }

    private Map<String, Object> operation(Route route) {
        var operation = whole(route);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("operationId", id(route));
        tree.put("tags", List.of(operation.tag()));
        tree.put("summary", operation.summary());
        if (!operation.description().isEmpty()) {
            tree.put("description", operation.description());
        }
        route.scope()
                .ifPresentOrElse(
                        scope -> tree.putAll(security(scope)),
                        () -> tree.put("security", List.of()));
        if (!operation.parameters().isEmpty()) {
            tree.put("parameters", operation.parameters().stream().map(it -> it.tree()).toList());
        }
        operation.body().ifPresent(body -> tree.put("requestBody", body(route, body)));
        tree.put("responses", Responses.of(operation));
        return tree;
    }

    private static Map<String, Object> security(Scope scope) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("security", List.of(Map.of(BEARER, List.of(scope.text()))));
        tree.put("x-required-scope", scope.text());
        tree.put(
                "x-roles",
                Arrays.stream(Role.values())
                        .filter(role -> role.scopes().contains(scope))
                        .map(Role::text)
                        .toList());
        return tree;
    }

    /** In camel case: {@code createKey}. */
    private static String id(Route route) {
        var id = new StringBuilder();
        for (var word : route.name().split("_", -1)) {
            id.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return id.substring(0, 1).toLowerCase(Locale.ROOT) + id.substring(1);
    }

    /** With what may come of any request that is like it. */
    private static Operation whole(Route route) {
        var operation = Operations.of(route);
        var more = new ArrayList<Refusal>();
        if (route.scope().isPresent()) {
            more.add(Refusals.UNAUTHENTICATED);
            more.add(Refusals.INSUFFICIENT_SCOPE);
        }
        if (operation.parameters().stream()
                .anyMatch(it -> it.in().equals("query") || it.equals(Values.IF_MATCH))) {
            more.add(Refusals.INVALID);
        }
        if (operation.body().isPresent() && route != Route.INBOUND) {
            more.add(Refusals.INVALID);
            more.add(Refusals.TOO_LARGE);
            more.add(Refusals.MEDIA_TYPE);
        }
        more.add(Refusals.INTERNAL);
        return operation.refuses(more);
    }

    private Map<String, Object> body(Route route, Body body) {
        var content = new LinkedHashMap<String, Object>();
        body.content()
                .forEach((type, schema) -> {
                    var media = new LinkedHashMap<String, Object>();
                    media.put("schema", schema.keywords());
                    var given = examples.of(route);
                    if (type.equals("application/json") && !given.isEmpty()) {
                        media.put("examples", given);
                    }
                    content.put(type, media);
                });
        var tree = new LinkedHashMap<String, Object>();
        tree.put("required", body.required());
        tree.put("content", content);
        return tree;
    }

    private static Map<String, Object> components() {
        var refusals = refusals();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("securitySchemes", Map.of(BEARER, bearer()));
        tree.put("headers", Responses.headers());
        tree.put(
                "responses",
                Responses.shared(Arrays.stream(Route.values()).map(Document::whole).toList()));
        tree.put("schemas", Schemas.of(refusals));
        return tree;
    }

    private static Map<String, Object> bearer() {
        var scheme = new LinkedHashMap<String, Object>();
        scheme.put("type", "http");
        scheme.put("scheme", "bearer");
        scheme.put(
                "description",
                "An API key, or an access token of a sign-in or of another issuer. It needs the"
                        + " scope that an operation names.");
        return scheme;
    }

    private static Collection<Refusal> refusals() {
        var byName = new TreeMap<String, Refusal>();
        for (var route : Route.values()) {
            for (var refusal : whole(route).refusals()) {
                var other = byName.putIfAbsent(refusal.name(), refusal);
                if (other != null && !other.schema().equals(refusal.schema())) {
                    throw new IllegalStateException("two refusals are called " + refusal.name());
                }
            }
        }
        return byName.values();
    }
}
