package dev.tollgate.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.identity.Identified.Reason;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Access tokens: JSON Web Tokens of the type {@code at+jwt} (<a
 * href="https://www.rfc-editor.org/rfc/rfc9068">RFC 9068</a>), signed with HS256 and nothing else:
 * another algorithm, {@code none} among them, is refused before the signature is looked at.
 */
public final class AccessTokens {
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final int LONGEST = 4096;
    private static final int JTI_BYTES = 16;

    private final SigningKeys keys;
    private final InstantSource clock;

    public AccessTokens(SigningKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** What came of looking at a token by itself; whether its session stands is another matter. */
    public sealed interface Checked {
        record Genuine(AccessClaims claims) implements Checked {}

        record Refused(Reason reason) implements Checked {}
    }

    /** An issued token, and when it stops to hold: at the end of its session at the latest. */
    public record Issued(String text, Instant expiresAt) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Issued[until " + expiresAt + "]";
        }
    }

    /** {@code random} must be a secure generator. */
    public Issued issue(Session session, Duration lifetime, RandomGenerator random) {
        var jti = new byte[JTI_BYTES];
        random.nextBytes(jti);
        var now = clock.instant();
        var asked = now.plus(lifetime);
        var expiresAt = asked.isBefore(session.endsAt()) ? asked : session.endsAt();
        var claims = AccessClaims.of(session, now, expiresAt, HexFormat.of().formatHex(jti));
        return new Issued(sign(claims), expiresAt);
    }

    private String sign(AccessClaims claims) {
        var key = keys.current();
        var token =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .type(TYPE)
                                .keyID(key.id())
                                .build(),
                        new Payload(claims.toJson()));
        try {
            token.sign(new MACSigner(key.bytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return token.serialize();
    }

    public Checked check(String text) {
        if (text.length() > LONGEST) {
            return new Checked.Refused(Reason.MALFORMED);
        }
        try {
            var token = JWSObject.parse(text);
            var header = token.getHeader();
            if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())
                    || !TYPE.equals(header.getType())) {
                return new Checked.Refused(Reason.MALFORMED);
            }
            var key = Optional.ofNullable(header.getKeyID()).flatMap(keys::find);
            if (key.isEmpty() || !token.verify(new MACVerifier(key.get().bytes()))) {
                return new Checked.Refused(Reason.UNKNOWN);
            }
            var claims = AccessClaims.of(token.getPayload().toJSONObject());
            return claims.hold(clock.instant())
                    ? new Checked.Genuine(claims)
                    : new Checked.Refused(Reason.EXPIRED);
        } catch (ParseException | IllegalArgumentException e) {
            return new Checked.Refused(Reason.MALFORMED);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be checked", e);
        }
    }
}
