package dev.tollgate.lambda;

import dev.tollgate.domain.identity.Scope;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every route of the gate, the function that serves it and the scope it needs: the one source of
 * the local server, the deployed routes and the documents.
 */
public enum Route {
    HEALTH("GET", "/health", "admin"),
    API_HEALTH("GET", "/api/health", "admin"),
    LOGIN("POST", "/admin/login", "admin"),
    CREATE_KEY("POST", "/api/api-keys", "admin", Scope.KEYS_WRITE),
    LIST_KEYS("GET", "/api/api-keys", "admin", Scope.KEYS_READ),
    DELETE_KEY("DELETE", "/api/api-keys/{id}", "admin", Scope.KEYS_WRITE),

    REGISTER_AGENT("POST", "/api/external-agents", "registration", Scope.AGENTS_WRITE),
    LIST_AGENTS("GET", "/api/external-agents", "registration", Scope.AGENTS_READ),
    READ_AGENT("GET", "/api/external-agents/{id}", "registration", Scope.AGENTS_READ),
    CHANGE_AGENT("PATCH", "/api/external-agents/{id}", "registration", Scope.AGENTS_WRITE),
    DELETE_AGENT("DELETE", "/api/external-agents/{id}", "registration", Scope.AGENTS_WRITE),

    INVOKE("POST", "/api/external-agents/{id}/invoke", "invocation", Scope.AGENTS_INVOKE),
    LIST_INVOCATIONS("GET", "/api/invocations", "invocation", Scope.INVOCATIONS_READ),
    READ_INVOCATION("GET", "/api/invocations/{id}", "invocation", Scope.INVOCATIONS_READ),

    GOVERNANCE_STATUS(
            "GET", "/api/external-agents/{id}/governance-status", "governance", Scope.AGENTS_READ),
    CREATE_POLICY("POST", "/api/policies", "governance", Scope.POLICIES_WRITE),
    LIST_POLICIES("GET", "/api/policies", "governance", Scope.POLICIES_READ),
    READ_POLICY("GET", "/api/policies/{id}", "governance", Scope.POLICIES_READ),
    REPLACE_POLICY("PUT", "/api/policies/{id}", "governance", Scope.POLICIES_WRITE),
    DELETE_POLICY("DELETE", "/api/policies/{id}", "governance", Scope.POLICIES_WRITE),
    READ_LIMITS("GET", "/api/limits", "governance", Scope.POLICIES_READ),
    REPLACE_LIMITS("PUT", "/api/limits", "governance", Scope.LIMITS_WRITE);

    private final String method;
    private final String path;
    private final String function;
    private final Optional<Scope> scope;

    Route(String method, String path, String function) {
        this(method, path, function, Optional.empty());
    }

    Route(String method, String path, String function, Scope scope) {
        this(method, path, function, Optional.of(scope));
    }

    Route(String method, String path, String function, Optional<Scope> scope) {
        this.method = method;
        this.path = path;
        this.function = function;
        this.scope = scope;
    }

    public String method() {
        return method;
    }

    /** With {@code {name}} for each part that varies, as API Gateway writes it. */
    public String path() {
        return path;
    }

    public String function() {
        return function;
    }

    /** The scope that a caller needs; empty for the routes that are open to all. */
    public Optional<Scope> scope() {
        return scope;
    }

    /** API Gateway's name of it, for example {@code GET /health}. */
    public String key() {
        return method + " " + path;
    }

    public static Optional<Route> of(String key) {
        return Arrays.stream(values()).filter(route -> route.key().equals(key)).findFirst();
    }
}
