package dev.tollgate.domain.identity;

import dev.tollgate.domain.OrganisationId;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls: an API key or a signed-in user of an organisation.
 *
 * @param id {@code key_…} or {@code usr_…}
 * @param name for people to read; never decides anything
 * @param roles empty for API keys
 */
public record Principal(
        OrganisationId organisation,
        String id,
        String name,
        Set<String> roles,
        Set<Scope> scopes,
        Optional<String> team) {
    public Principal {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a principal needs an id");
        }
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
