package dev.tollgate.inbound;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Bot Connector's side: its key, and what it signs with it. */
final class Connector {
    static final String BOT = "00000000-0000-4000-8000-00000000b07a";
    static final String KEY_ID = "connector-1";
    static final RSAKey KEY = key(KEY_ID);

    private Connector() {}

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As it publishes them, with that key alone. */
    static BotKeys keys(String... endorsements) {
        return id ->
                id.equals(KEY_ID)
                        ? Optional.of(
                                new BotKeys.Key(
                                        KEY.toPublicJWK(), Set.copyOf(List.of(endorsements))))
                        : Optional.empty();
    }

    /** What a good token says at that time, of the conversation of the golden message. */
    static Map<String, Object> claims(Instant now) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", "https://api.botframework.com");
        claims.put("aud", BOT);
        claims.put("serviceurl", "https://smba.trafficmanager.net/emea/");
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", now.plusSeconds(3600).getEpochSecond());
        return claims;
    }

    static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        var changed = new LinkedHashMap<>(claims);
        changed.put(name, value);
        return changed;
    }

    static String token(Map<String, Object> claims) {
        return token(KEY, KEY_ID, claims);
    }

    static String token(RSAKey key, String id, Map<String, Object> claims) {
        try {
            var token =
                    new JWSObject(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build(),
                            new Payload(claims));
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
