package dev.tollgate.outbound;

import dev.tollgate.domain.outbound.OutboundAuth.ApiKey;
import dev.tollgate.domain.outbound.OutboundAuth.Basic;
import dev.tollgate.domain.outbound.OutboundAuth.BearerToken;
import dev.tollgate.domain.outbound.OutboundAuth.Custom;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Credentials in the form they are sent in.
 *
 * @param secrets what must not come back in an answer
 */
record Credentials(Map<String, String> headers, List<String> secrets) {
    /** Shorter secrets would blot out ordinary words. */
    private static final int SHORTEST_BLOTTED = 8;

    static final Credentials NONE = new Credentials(Map.of(), List.of());

    static Credentials of(ApiKey auth) {
        return new Credentials(Map.of(auth.header(), auth.key()), List.of(auth.key()));
    }

    static Credentials of(BearerToken auth) {
        return bearer(auth.token());
    }

    static Credentials bearer(String token) {
        return new Credentials(Map.of("Authorization", "Bearer " + token), List.of(token));
    }

    static Credentials of(Basic auth) {
        var pair = basic(auth.username(), auth.password());
        return new Credentials(
                Map.of("Authorization", "Basic " + pair), List.of(pair, auth.password()));
    }

    static String basic(String username, String password) {
        var pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(pair);
    }

    static Credentials of(Custom auth) {
        return new Credentials(auth.headers(), List.copyOf(auth.headers().values()));
    }

    /** An answer that echoes what it was sent must not carry it into records and logs. */
    String blotted(String text) {
        var clean = text;
        for (var secret : secrets) {
            if (secret.length() >= SHORTEST_BLOTTED) {
                clean = clean.replace(secret, "***");
            }
        }
        return clean;
    }

    /** Tells the connections of one credential from those of another. */
    String pool() {
        return Digests.of(
                new TreeMap<>(headers)
                        .entrySet().stream()
                                .flatMap(it -> Stream.of(it.getKey(), it.getValue()))
                                .toArray(String[]::new));
    }

    @Override
    public String toString() {
        return "Credentials[headers=" + headers.keySet() + "]";
    }
}
