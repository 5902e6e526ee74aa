package dev.tollgate.identity;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an access token says, with the names of RFC 9068 where it has one. */
record Claims(Principal principal, Instant issuedAt, Instant expiresAt, String id) {
    private static final String ISSUER = "tollgate";
    private static final String AUDIENCE = "tollgate-api";

    Claims {
        if (id.isBlank() || !issuedAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("a token needs an id and a lifetime");
        }
    }

    boolean hold(Instant now) {
        return !now.isBefore(issuedAt) && now.isBefore(expiresAt);
    }

    Map<String, Object> toJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("iss", ISSUER);
        json.put("aud", AUDIENCE);
        json.put("sub", principal.id());
        json.put("iat", issuedAt.getEpochSecond());
        json.put("exp", expiresAt.getEpochSecond());
        json.put("jti", id);
        json.put("org", principal.organisation().value());
        json.put("name", principal.name());
        json.put("roles", principal.roles().stream().sorted().collect(Collectors.joining(" ")));
        json.put(
                "scope",
                principal.scopes().stream()
                        .map(Scope::text)
                        .sorted()
                        .collect(Collectors.joining(" ")));
        principal.team().ifPresent(team -> json.put("team", team));
        return json;
    }

    /** Refuses what lacks a claim or was made by or for somebody else. */
    static Claims of(@Nullable Map<String, Object> json) {
        if (json == null || !ISSUER.equals(json.get("iss")) || !AUDIENCE.equals(json.get("aud"))) {
            throw new IllegalArgumentException("not a token of this gate");
        }
        var principal =
                new Principal(
                        new OrganisationId(text(json, "org")),
                        text(json, "sub"),
                        text(json, "name"),
                        words(json, "roles"),
                        words(json, "scope").stream()
                                .flatMap(scope -> Scope.of(scope).stream())
                                .collect(Collectors.toSet()),
                        Optional.ofNullable(json.get("team")).map(Object::toString));
        return new Claims(principal, time(json, "iat"), time(json, "exp"), text(json, "jti"));
    }

    private static String text(Map<String, Object> json, String name) {
        if (json.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the claim " + name + " is missing or not text");
    }

    private static Instant time(Map<String, Object> json, String name) {
        if (json.get(name) instanceof Number seconds) {
            return Instant.ofEpochSecond(seconds.longValue());
        }
        throw new IllegalArgumentException("the claim " + name + " is missing or not a time");
    }

    private static Set<String> words(Map<String, Object> json, String name) {
        return Arrays.stream(text(json, name).split(" "))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
