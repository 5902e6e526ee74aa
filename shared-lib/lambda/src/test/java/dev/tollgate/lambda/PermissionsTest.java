package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of permissions follows from the scopes of routes and of roles, and from nothing else.
 * With {@code -Dgolden.write=true} the document is written instead of compared.
 */
final class PermissionsTest {
    private static final List<Role> ROLES = List.of(Role.values());

    @Test
    void areWhatTheDocumentSays() throws IOException {
        var file = Repository.file("docs/permissions.md");
        var expected = document();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, expected);
        }

        assertThat(file)
                .as("docs/permissions.md is made by this test with -Dgolden.write=true")
                .content()
                .isEqualTo(expected);
    }

    @Test
    void letOwnersDoEverythingAndEverybodyKeepTheirOwnAccount() {
        assertThat(Role.OWNER.scopes()).isEqualTo(Scope.all());
        assertThat(ROLES).allMatch(role -> role.scopes().contains(Scope.ACCOUNT_WRITE));
    }

    @Test
    void letAuditorsChangeNothing() {
        assertThat(Role.AUDITOR.scopes())
                .filteredOn(scope -> scope != Scope.ACCOUNT_WRITE)
                .allMatch(scope -> scope.text().endsWith(":read"));
    }

    private static String document() {
        return Stream.of(
                        Stream.of(
                                "# Permissions",
                                "",
                                "Who may do what, by role. A route needs a scope, and a role is a"
                                        + " set of scopes; API keys carry a chosen set of them."
                                        + " This page is made from the route table and the roles,"
                                        + " and a test walks every route with every role. What a"
                                        + " role means for users and passwords is in"
                                        + " [identity](identity.md).",
                                "",
                                "## Routes",
                                "",
                                "| route | scope | " + header() + " |",
                                "|---|---|" + "---|".repeat(ROLES.size())),
                        Arrays.stream(Route.values()).map(PermissionsTest::route),
                        Stream.of(
                                "",
                                "## Scopes",
                                "",
                                "| scope | " + header() + " |",
                                "|---|" + "---|".repeat(ROLES.size())),
                        Arrays.stream(Scope.values())
                                .map(scope -> "| `%s` | %s |".formatted(scope.text(), row(scope))))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String header() {
        return ROLES.stream().map(Role::text).collect(Collectors.joining(" | "));
    }

    private static String route(Route route) {
        return route.scope()
                .map(scope ->
                        "| `%s` | `%s` | %s |".formatted(route.key(), scope.text(), row(scope)))
                .orElseGet(() ->
                        "| `%s` | open to all | %s |"
                                .formatted(
                                        route.key(),
                                        String.join(
                                                " | ", ROLES.stream().map(_ -> "yes").toList())));
    }

    private static String row(Scope scope) {
        return ROLES.stream()
                .map(role -> role.scopes().contains(scope) ? "yes" : "–")
                .collect(Collectors.joining(" | "));
    }
}
