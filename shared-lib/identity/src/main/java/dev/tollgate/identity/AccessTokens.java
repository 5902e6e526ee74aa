package dev.tollgate.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.tollgate.domain.identity.Principal;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
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

    private final SigningKey key;
    private final InstantSource clock;

    public AccessTokens(SigningKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /** {@code random} must be a secure generator. */
    public String issue(Principal principal, Duration lifetime, RandomGenerator random) {
        var jti = new byte[JTI_BYTES];
        random.nextBytes(jti);
        var now = clock.instant();
        var token =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(),
                        new Payload(
                                new Claims(
                                                principal,
                                                now,
                                                now.plus(lifetime),
                                                HexFormat.of().formatHex(jti))
                                        .toJson()));
        try {
            token.sign(new MACSigner(key.bytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return token.serialize();
    }

    public Identified check(String text) {
        if (text.length() > LONGEST) {
            return new Identified.Refused(Identified.Reason.MALFORMED);
        }
        try {
            var token = JWSObject.parse(text);
            var header = token.getHeader();
            if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())
                    || !TYPE.equals(header.getType())) {
                return new Identified.Refused(Identified.Reason.MALFORMED);
            }
            if (!token.verify(new MACVerifier(key.bytes()))) {
                return new Identified.Refused(Identified.Reason.UNKNOWN);
            }
            var claims = Claims.of(token.getPayload().toJSONObject());
            return claims.hold(clock.instant())
                    ? new Identified.Known(claims.principal())
                    : new Identified.Refused(Identified.Reason.EXPIRED);
        } catch (ParseException | IllegalArgumentException e) {
            return new Identified.Refused(Identified.Reason.MALFORMED);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be checked", e);
        }
    }
}
