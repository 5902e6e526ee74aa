package dev.tollgate.domain.identity;

import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.OrganisationId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key as it is stored: with a hash of its secret, never the secret.
 *
 * @param secretHash SHA-256 of the secret in lower-case hex; the secret has 256 bits of chance, so
 *     a slow hash would add nothing
 */
public record ApiKey(
        ApiKeyId id,
        OrganisationId organisation,
        String name,
        String secretHash,
        Set<Scope> scopes,
        Optional<String> team,
        String createdBy,
        Instant createdAt,
        Optional<Instant> expiresAt) {
    public static final int LONGEST_NAME = 100;

    /** More than there are. */
    public static final int MOST_SCOPES = 64;

    public ApiKey {
        if (name.isBlank() || secretHash.length() != 64) {
            throw new IllegalArgumentException("an API key needs a name and the hash of a secret");
        }
        scopes = Set.copyOf(scopes);
    }

    public boolean hasExpired(Instant now) {
        return expiresAt.filter(at -> !now.isBefore(at)).isPresent();
    }

    public Principal principal() {
        return new Principal(organisation, id.value(), name, Set.of(), scopes, team);
    }
}
