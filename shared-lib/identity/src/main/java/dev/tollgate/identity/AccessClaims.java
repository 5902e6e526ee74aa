package dev.tollgate.identity;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Session;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says, with the names of RFC 9068 where it has one: who, in which session,
 * and how long. What its holder may do is looked up, so that a change need not wait for a new
 * token.
 */
public record AccessClaims(
        UserId user,
        OrganisationId organisation,
        SessionId session,
        Instant issuedAt,
        Instant expiresAt,
        String id) {
    private static final String ISSUER = "tollgate";
    private static final String AUDIENCE = "tollgate-api";

    public AccessClaims {
        if (id.isBlank() || !issuedAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("a token needs an id and a lifetime");
        }
    }

    static AccessClaims of(Session session, Instant issuedAt, Instant expiresAt, String id) {
        return new AccessClaims(
                session.user(), session.organisation(), session.id(), issuedAt, expiresAt, id);
    }

    boolean hold(Instant now) {
        return !now.isBefore(issuedAt) && now.isBefore(expiresAt);
    }

    Map<String, Object> toJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("iss", ISSUER);
        json.put("aud", AUDIENCE);
        json.put("sub", user.value());
        json.put("iat", issuedAt.getEpochSecond());
        json.put("exp", expiresAt.getEpochSecond());
        json.put("jti", id);
        json.put("org", organisation.value());
        json.put("sid", session.value());
        return json;
    }

    /** Refuses what lacks a claim or was made by or for somebody else. */
    static AccessClaims of(@Nullable Map<String, Object> json) {
        if (json == null || !ISSUER.equals(json.get("iss")) || !AUDIENCE.equals(json.get("aud"))) {
            throw new IllegalArgumentException("not a token of this gate");
        }
        return new AccessClaims(
                new UserId(text(json, "sub")),
                new OrganisationId(text(json, "org")),
                new SessionId(text(json, "sid")),
                time(json, "iat"),
                time(json, "exp"),
                text(json, "jti"));
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
}
