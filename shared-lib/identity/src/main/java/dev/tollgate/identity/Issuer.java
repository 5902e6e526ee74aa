package dev.tollgate.identity;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Role;
import java.net.URI;
import java.util.Map;

/**
 * Somebody else who says who people are, as <a
 * href="https://openid.net/specs/openid-connect-core-1_0.html">OpenID Connect</a> has it.
 *
 * @param name the {@code iss} of its tokens, to the letter
 * @param keys where it publishes its keys, a JSON Web Key Set
 * @param audience that tokens for this gate name
 * @param organisation that its people belong to
 * @param rolesClaim where a token lists roles or groups; {@code a.b} is {@code b} inside {@code a}
 * @param roles what those are here; one that is not in it is none
 */
public record Issuer(
        String name,
        URI keys,
        String audience,
        OrganisationId organisation,
        String rolesClaim,
        Map<String, Role> roles) {
    public Issuer {
        if (name.isBlank() || audience.isBlank() || rolesClaim.isBlank()) {
            throw new IllegalArgumentException("an issuer needs a name, an audience and a claim");
        }
        roles = Map.copyOf(roles);
    }

    /**
     * The same, if keys may be fetched from there: over TLS, or, where {@code loopbackAllowed},
     * from this machine.
     */
    public Issuer reachable(boolean loopbackAllowed) {
        boolean secure = "https".equals(keys.getScheme());
        boolean loopback = "http".equals(keys.getScheme()) && "127.0.0.1".equals(keys.getHost());
        if (keys.getHost() == null || !(secure || (loopback && loopbackAllowed))) {
            throw new IllegalArgumentException("not an https URL: " + keys);
        }
        return this;
    }
}
