package dev.tollgate.lambda;

import dev.tollgate.domain.identity.Scope;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every route of the gate, the function that serves it and the scope it needs: the one source of
 * the local server, the deployed routes and the documents.
 */
public enum Route {
    HEALTH("GET", "/health", LambdaFunction.ADMIN),
    WORKER_HEALTH("GET", "/health/worker", LambdaFunction.ADMIN),
    API_HEALTH("GET", "/api/health", LambdaFunction.ADMIN),
    OPENAPI("GET", "/openapi.json", LambdaFunction.ADMIN),
    LOGIN("POST", "/admin/login", LambdaFunction.ADMIN),
    REFRESH("POST", "/admin/refresh", LambdaFunction.ADMIN),
    REVOKE("POST", "/admin/revoke", LambdaFunction.ADMIN, Scope.ACCOUNT_WRITE),
    REVOKE_ALL("POST", "/admin/revoke-all", LambdaFunction.ADMIN, Scope.TOKENS_REVOKE),
    CREATE_USER("POST", "/admin/users", LambdaFunction.ADMIN, Scope.USERS_WRITE),
    LIST_USERS("GET", "/admin/users", LambdaFunction.ADMIN, Scope.USERS_READ),
    READ_USER("GET", "/admin/users/{id}", LambdaFunction.ADMIN, Scope.USERS_READ),
    CHANGE_USER("PATCH", "/admin/users/{id}", LambdaFunction.ADMIN, Scope.USERS_WRITE),
    DELETE_USER("DELETE", "/admin/users/{id}", LambdaFunction.ADMIN, Scope.USERS_WRITE),
    CHANGE_PASSWORD(
            "POST", "/admin/users/{id}/password", LambdaFunction.ADMIN, Scope.ACCOUNT_WRITE),
    LINK_ACCOUNT("POST", "/admin/users/{id}/accounts", LambdaFunction.ADMIN, Scope.USERS_WRITE),
    LIST_ACCOUNTS("GET", "/admin/users/{id}/accounts", LambdaFunction.ADMIN, Scope.USERS_READ),
    UNLINK_ACCOUNT("DELETE", "/admin/users/{id}/accounts", LambdaFunction.ADMIN, Scope.USERS_WRITE),
    CREATE_KEY("POST", "/api/api-keys", LambdaFunction.ADMIN, Scope.KEYS_WRITE),
    LIST_KEYS("GET", "/api/api-keys", LambdaFunction.ADMIN, Scope.KEYS_READ),
    DELETE_KEY("DELETE", "/api/api-keys/{id}", LambdaFunction.ADMIN, Scope.KEYS_WRITE),

    REGISTER_AGENT("POST", "/api/external-agents", LambdaFunction.REGISTRATION, Scope.AGENTS_WRITE),
    LIST_AGENTS("GET", "/api/external-agents", LambdaFunction.REGISTRATION, Scope.AGENTS_READ),
    READ_AGENT("GET", "/api/external-agents/{id}", LambdaFunction.REGISTRATION, Scope.AGENTS_READ),
    CHANGE_AGENT(
            "PATCH", "/api/external-agents/{id}", LambdaFunction.REGISTRATION, Scope.AGENTS_WRITE),
    DELETE_AGENT(
            "DELETE", "/api/external-agents/{id}", LambdaFunction.REGISTRATION, Scope.AGENTS_WRITE),

    CREATE_WEBHOOK("POST", "/api/webhooks", LambdaFunction.REGISTRATION, Scope.WEBHOOKS_WRITE),
    LIST_WEBHOOKS("GET", "/api/webhooks", LambdaFunction.REGISTRATION, Scope.WEBHOOKS_READ),
    READ_WEBHOOK("GET", "/api/webhooks/{id}", LambdaFunction.REGISTRATION, Scope.WEBHOOKS_READ),
    CHANGE_WEBHOOK(
            "PATCH", "/api/webhooks/{id}", LambdaFunction.REGISTRATION, Scope.WEBHOOKS_WRITE),
    DELETE_WEBHOOK(
            "DELETE", "/api/webhooks/{id}", LambdaFunction.REGISTRATION, Scope.WEBHOOKS_WRITE),
    ROTATE_WEBHOOK_SECRET(
            "POST",
            "/api/webhooks/{id}/rotate-secret",
            LambdaFunction.REGISTRATION,
            Scope.WEBHOOKS_WRITE),
    TEST_WEBHOOK(
            "POST", "/api/webhooks/{id}/test", LambdaFunction.REGISTRATION, Scope.WEBHOOKS_WRITE),
    LIST_WEBHOOK_DELIVERIES(
            "GET",
            "/api/webhooks/{id}/deliveries",
            LambdaFunction.REGISTRATION,
            Scope.WEBHOOKS_READ),

    INVOKE(
            "POST",
            "/api/external-agents/{id}/invoke",
            LambdaFunction.INVOCATION,
            Scope.AGENTS_INVOKE),
    LIST_INVOCATIONS("GET", "/api/invocations", LambdaFunction.INVOCATION, Scope.INVOCATIONS_READ),
    READ_INVOCATION(
            "GET", "/api/invocations/{id}", LambdaFunction.INVOCATION, Scope.INVOCATIONS_READ),

    TEST_AGENT(
            "POST",
            "/api/external-agents/{id}/test",
            LambdaFunction.INVOCATION,
            Scope.AGENTS_WRITE),
    LIST_DELIVERIES("GET", "/api/deliveries", LambdaFunction.INVOCATION, Scope.DELIVERIES_READ),
    READ_DELIVERY("GET", "/api/deliveries/{id}", LambdaFunction.INVOCATION, Scope.DELIVERIES_READ),
    RETRY_DELIVERY(
            "POST",
            "/api/deliveries/{id}/retry",
            LambdaFunction.INVOCATION,
            Scope.DELIVERIES_WRITE),
    REPLAY_DELIVERIES(
            "POST", "/api/deliveries/replay", LambdaFunction.INVOCATION, Scope.DELIVERIES_WRITE),
    INBOUND("POST", "/inbound/{platform}/{agentId}", LambdaFunction.INVOCATION),

    LIST_APPROVALS("GET", "/approvals", LambdaFunction.APPROVALS, Scope.APPROVALS_READ),
    READ_APPROVAL("GET", "/approvals/{id}", LambdaFunction.APPROVALS, Scope.APPROVALS_READ),
    APPROVE("POST", "/approvals/{id}/approve", LambdaFunction.APPROVALS, Scope.APPROVALS_DECIDE),
    REJECT("POST", "/approvals/{id}/reject", LambdaFunction.APPROVALS, Scope.APPROVALS_DECIDE),
    CANCEL("POST", "/approvals/{id}/cancel", LambdaFunction.APPROVALS, Scope.APPROVALS_CANCEL),
    STREAM_APPROVALS("GET", "/approvals/stream", LambdaFunction.APPROVALS, Scope.APPROVALS_READ),
    LIST_PENDING_APPROVALS(
            "GET",
            "/api/external-agents/{id}/approvals/pending",
            LambdaFunction.APPROVALS,
            Scope.APPROVALS_READ),

    LIST_KILL_SWITCHES(
            "GET", "/admin/kill-switches", LambdaFunction.GOVERNANCE, Scope.KILL_SWITCH_READ),
    PULL_KILL_SWITCH(
            "PUT",
            "/admin/kill-switches/{target}",
            LambdaFunction.GOVERNANCE,
            Scope.KILL_SWITCH_WRITE),
    PUT_BACK_KILL_SWITCH(
            "DELETE",
            "/admin/kill-switches/{target}",
            LambdaFunction.GOVERNANCE,
            Scope.KILL_SWITCH_WRITE),
    READ_AUDIT("GET", "/admin/audit", LambdaFunction.AUDIT, Scope.AUDIT_READ),
    VERIFY_AUDIT("POST", "/admin/audit/verify", LambdaFunction.AUDIT, Scope.AUDIT_READ),
    EXPORT_AUDIT("POST", "/admin/audit/exports", LambdaFunction.AUDIT, Scope.AUDIT_READ),
    READ_AUDIT_EXPORT("GET", "/admin/audit/exports/{id}", LambdaFunction.AUDIT, Scope.AUDIT_READ),
    READ_AUDIT_KEY("GET", "/admin/audit/public-key", LambdaFunction.AUDIT, Scope.AUDIT_READ),

    GOVERNANCE_STATUS(
            "GET",
            "/api/external-agents/{id}/governance-status",
            LambdaFunction.GOVERNANCE,
            Scope.AGENTS_READ),
    CREATE_POLICY("POST", "/api/policies", LambdaFunction.GOVERNANCE, Scope.POLICIES_WRITE),
    LIST_POLICIES("GET", "/api/policies", LambdaFunction.GOVERNANCE, Scope.POLICIES_READ),
    READ_POLICY("GET", "/api/policies/{id}", LambdaFunction.GOVERNANCE, Scope.POLICIES_READ),
    REPLACE_POLICY("PUT", "/api/policies/{id}", LambdaFunction.GOVERNANCE, Scope.POLICIES_WRITE),
    DELETE_POLICY("DELETE", "/api/policies/{id}", LambdaFunction.GOVERNANCE, Scope.POLICIES_WRITE),
    READ_LIMITS("GET", "/api/limits", LambdaFunction.GOVERNANCE, Scope.POLICIES_READ),
    METRICS("GET", "/metrics", LambdaFunction.GOVERNANCE, Scope.METRICS_READ),
    RATE_LIMIT_VIOLATIONS(
            "GET",
            "/api/metrics/rate-limit-violations",
            LambdaFunction.GOVERNANCE,
            Scope.METRICS_READ),
    REPLACE_LIMITS("PUT", "/api/limits", LambdaFunction.GOVERNANCE, Scope.LIMITS_WRITE),
    READ_APPROVAL_RULES(
            "GET", "/api/approval-rules", LambdaFunction.GOVERNANCE, Scope.POLICIES_READ),
    REPLACE_APPROVAL_RULES(
            "PUT", "/api/approval-rules", LambdaFunction.GOVERNANCE, Scope.APPROVALS_CONFIGURE);

    private final String method;
    private final String path;
    private final LambdaFunction function;
    private final Optional<Scope> scope;

    Route(String method, String path, LambdaFunction function) {
        this(method, path, function, Optional.empty());
    }

    Route(String method, String path, LambdaFunction function, Scope scope) {
        this(method, path, function, Optional.of(scope));
    }

    Route(String method, String path, LambdaFunction function, Optional<Scope> scope) {
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

    public LambdaFunction function() {
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
