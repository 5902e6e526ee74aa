package dev.tollgate.domain.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a user is in an organisation. With the scopes of the routes this is the one table of
 * permissions; docs/permissions.md is made from it.
 */
public enum Role {
    /** May do everything, and alone may make and change owners. */
    OWNER(_ -> true),
    /** May do everything but touch owners. */
    ADMIN(_ -> true),
    /** Runs agents and what is around them, and stops them; changes neither rules nor people. */
    OPERATOR(
            EnumSet.of(
                            Scope.AGENTS_READ,
                            Scope.AGENTS_WRITE,
                            Scope.AGENTS_INVOKE,
                            Scope.INVOCATIONS_READ,
                            Scope.DELIVERIES_READ,
                            Scope.DELIVERIES_WRITE,
                            Scope.POLICIES_READ,
                            Scope.APPROVALS_READ,
                            Scope.APPROVALS_CANCEL,
                            Scope.KILL_SWITCH_READ,
                            Scope.KILL_SWITCH_WRITE,
                            Scope.KEYS_READ,
                            Scope.KILL_SWITCH_READ,
                            Scope.KILL_SWITCH_WRITE,
                            Scope.METRICS_READ,
                            Scope.WEBHOOKS_READ,
                            Scope.WEBHOOKS_WRITE)
                    ::contains),
    /** Decides on calls that are held. */
    APPROVER(
            EnumSet.of(
                            Scope.AGENTS_READ,
                            Scope.INVOCATIONS_READ,
                            Scope.POLICIES_READ,
                            Scope.APPROVALS_READ,
                            Scope.APPROVALS_DECIDE)
                    ::contains),
    /** Sees everything, changes nothing. */
    AUDITOR(scope -> scope.text().endsWith(":read")),
    /** Calls agents. */
    MEMBER(EnumSet.of(Scope.AGENTS_READ, Scope.AGENTS_INVOKE, Scope.APPROVALS_CANCEL)::contains);

    private final Predicate<Scope> scopes;

    Role(Predicate<Scope> scopes) {
        this.scopes = scopes;
    }

    public Set<Scope> scopes() {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope == Scope.ACCOUNT_WRITE || scopes.test(scope))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    /** All that several roles may do. */
    public static Set<Scope> scopes(Collection<Role> roles) {
        var all = EnumSet.noneOf(Scope.class);
        roles.forEach(role -> all.addAll(role.scopes()));
        return all;
    }

    /** As callers write it, for example {@code owner}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }

    /** All the accepted texts, for messages. */
    public static String accepted() {
        return Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "));
    }
}
