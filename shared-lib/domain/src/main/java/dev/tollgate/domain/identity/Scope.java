package dev.tollgate.domain.identity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a principal may do. Routes name the scope they need; API keys carry a chosen set. */
public enum Scope {
    AGENTS_READ("agents:read"),
    AGENTS_WRITE("agents:write"),
    AGENTS_INVOKE("agents:invoke"),
    INVOCATIONS_READ("invocations:read"),
    DELIVERIES_READ("deliveries:read"),
    /** May make failed deliveries again, calls among them. */
    DELIVERIES_WRITE("deliveries:write"),
    POLICIES_READ("policies:read"),
    POLICIES_WRITE("policies:write"),
    LIMITS_WRITE("limits:write"),
    APPROVALS_READ("approvals:read"),
    /** May agree to calls that wait, and refuse them. */
    APPROVALS_DECIDE("approvals:decide"),
    /** May take back calls of one's own. */
    APPROVALS_CANCEL("approvals:cancel"),
    /** May say which calls people have to agree to. */
    APPROVALS_CONFIGURE("approvals:configure"),
    KILL_SWITCH_READ("killswitch:read"),
    /** May stop calls at once. */
    KILL_SWITCH_WRITE("killswitch:write"),
    METRICS_READ("metrics:read"),
    KEYS_READ("keys:read"),
    KEYS_WRITE("keys:write"),
    USERS_READ("users:read"),
    USERS_WRITE("users:write"),
    /** May end anybody's tokens in the organisation. */
    TOKENS_REVOKE("tokens:revoke"),
    /** May change one's own password and end one's own tokens; every role has it. */
    ACCOUNT_WRITE("account:write"),
    AUDIT_READ("audit:read"),
    WEBHOOKS_READ("webhooks:read"),
    WEBHOOKS_WRITE("webhooks:write"),
    /** May say on whose behalf it calls, with the X-External headers. */
    IDENTITY_ASSERT("identity:assert");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<Scope> of(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    public static Set<Scope> all() {
        return EnumSet.allOf(Scope.class);
    }

    /** All the accepted texts, for messages. */
    public static String accepted() {
        return Arrays.stream(values()).map(Scope::text).collect(Collectors.joining(", "));
    }
}
