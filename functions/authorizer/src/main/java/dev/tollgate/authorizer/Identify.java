package dev.tollgate.authorizer;

import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.identity.AccessTokens;
import dev.tollgate.identity.AccessTokens.Checked;
import dev.tollgate.identity.ExternalTokens;
import dev.tollgate.identity.Identified;
import dev.tollgate.identity.Identified.Reason;
import dev.tollgate.identity.PresentedKey;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Finds out whose credential it is. */
final class Identify {
    /** The scheme's name has no case: RFC 9110, 11.1. */
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S{1,4096})");

    private final ApiKeys keys;
    private final AccessTokens tokens;
    private final ExternalTokens externalTokens;
    private final Holders holders;
    private final InstantSource clock;

    Identify(
            ApiKeys keys,
            AccessTokens tokens,
            ExternalTokens externalTokens,
            Holders holders,
            InstantSource clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.externalTokens = externalTokens;
        this.holders = holders;
        this.clock = clock;
    }

    /** {@code authorization} is the whole header. */
    Identified run(String authorization) {
        var bearer = BEARER.matcher(authorization.strip());
        if (!bearer.matches()) {
            return new Identified.Refused(Reason.MALFORMED);
        }
        var credential = bearer.group(1);
        return PresentedKey.isMeant(credential) ? apiKey(credential) : token(credential);
    }

    private Identified token(String text) {
        return switch (externalTokens.check(text)) {
            case ExternalTokens.Checked.Genuine(var principal, var issuedAt) ->
                    holders.haveEnded(principal.organisation(), issuedAt)
                            ? new Identified.Refused(Reason.REVOKED)
                            : new Identified.Known(principal);
            case ExternalTokens.Checked.Refused(var reason) -> new Identified.Refused(reason);
            case ExternalTokens.Checked.Foreign() -> accessToken(text);
        };
    }

    private Identified accessToken(String text) {
        return switch (tokens.check(text)) {
            case Checked.Refused(var reason) -> new Identified.Refused(reason);
            case Checked.Genuine(var claims) ->
                    holders.of(claims)
                            .<Identified>map(user -> new Identified.Known(user.principal()))
                            .orElseGet(() -> new Identified.Refused(Reason.REVOKED));
        };
    }

    private Identified apiKey(String text) {
        return PresentedKey.parse(text)
                .map(this::apiKey)
                .orElseGet(() -> new Identified.Refused(Reason.MALFORMED));
    }

    private Identified apiKey(PresentedKey presented) {
        return keys.find(presented.id())
                .filter(presented::opens)
                .map(this::valid)
                .orElseGet(() -> new Identified.Refused(Reason.UNKNOWN));
    }

    private Identified valid(ApiKey key) {
        return key.hasExpired(clock.instant())
                ? new Identified.Refused(Reason.EXPIRED)
                : new Identified.Known(key.principal());
    }
}
