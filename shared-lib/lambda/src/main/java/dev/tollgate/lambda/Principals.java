package dev.tollgate.lambda;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A principal as the authorizer's context: flat texts, which is all that API Gateway passes on. A
 * context without a principal carries {@link #REFUSAL}, the reason why there is none.
 */
public final class Principals {
    /** Why the credential was not accepted, for example {@code expired}. */
    public static final String REFUSAL = "refusal";

    private static final String ORGANISATION = "organisation";
    private static final String ID = "principal_id";
    private static final String NAME = "principal_name";
    private static final String ROLES = "roles";
    private static final String SCOPES = "scopes";
    private static final String TEAM = "team";

    private Principals() {}

    public static Map<String, String> toContext(Principal principal) {
        var context = new TreeMap<String, String>();
        context.put(ORGANISATION, principal.organisation().value());
        context.put(ID, principal.id());
        context.put(NAME, principal.name());
        context.put(ROLES, String.join(" ", principal.roles()));
        context.put(
                SCOPES,
                principal.scopes().stream()
                        .map(Scope::text)
                        .sorted()
                        .collect(Collectors.joining(" ")));
        principal.team().ifPresent(team -> context.put(TEAM, team));
        return context;
    }

    static Optional<Principal> fromContext(Map<String, Object> context) {
        if (!context.containsKey(ID)) {
            return Optional.empty();
        }
        return Optional.of(
                new Principal(
                        new OrganisationId(text(context, ORGANISATION)),
                        text(context, ID),
                        text(context, NAME),
                        words(context, ROLES),
                        words(context, SCOPES).stream()
                                .flatMap(scope -> Scope.of(scope).stream())
                                .collect(Collectors.toSet()),
                        Optional.ofNullable(context.get(TEAM)).map(Object::toString)));
    }

    private static String text(Map<String, Object> context, String name) {
        return Optional.ofNullable(context.get(name)).map(Object::toString).orElse("");
    }

    private static Set<String> words(Map<String, Object> context, String name) {
        return Arrays.stream(text(context, name).split(" "))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
