package dev.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.identity.Identified.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AccessTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final byte[] KEY = "k".repeat(64).getBytes(StandardCharsets.UTF_8);
    private static final Principal ADMIN =
            new Principal(
                    new OrganisationId("org_00000000000000000000000000"),
                    "usr_admin",
                    "admin",
                    Set.of("owner"),
                    Scope.all(),
                    Optional.of("platform"));

    private final AccessTokens tokens = at(NOW);
    private final String token = tokens.issue(ADMIN, HOUR, new SplittableRandom(1));

    @Test
    void knowsThePrincipalItIssuedATokenTo() {
        assertThat(tokens.check(token)).isEqualTo(new Identified.Known(ADMIN));
    }

    @Test
    void refusesATokenFromTheSecondItExpires() {
        assertThat(at(NOW.plus(HOUR).minusSeconds(1)).check(token))
                .isEqualTo(new Identified.Known(ADMIN));
        assertThat(at(NOW.plus(HOUR)).check(token)).isEqualTo(refused(Reason.EXPIRED));
    }

    @Test
    void refusesATokenThatAnotherKeySigned() {
        var stranger =
                new AccessTokens(
                        () -> "x".repeat(64).getBytes(StandardCharsets.UTF_8),
                        InstantSource.fixed(NOW));

        assertThat(stranger.check(token)).isEqualTo(refused(Reason.UNKNOWN));
    }

    @Test
    void refusesATokenWhoseClaimsWereChanged() {
        var parts = token.split("\\.", -1);
        var forged =
                base64(
                        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                                .replace("usr_admin", "usr_other"));

        assertThat(tokens.check(parts[0] + "." + forged + "." + parts[2]))
                .isEqualTo(refused(Reason.UNKNOWN));
    }

    @Test
    void refusesATokenWithoutASignature() {
        var claims = token.split("\\.", -1)[1];

        assertThat(
                        tokens.check(
                                base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}")
                                        + "."
                                        + claims
                                        + "."))
                .isEqualTo(refused(Reason.MALFORMED));
    }

    @Test
    void refusesOtherAlgorithmsAndTypesThoughTheKeyIsRight() throws JOSEException {
        assertThat(tokens.check(signed(JWSAlgorithm.HS512, "at+jwt", Map.of())))
                .isEqualTo(refused(Reason.MALFORMED));
        assertThat(tokens.check(signed(JWSAlgorithm.HS256, "JWT", Map.of())))
                .isEqualTo(refused(Reason.MALFORMED));
    }

    @Test
    void refusesATokenOfAnotherIssuerOrForAnotherAudience() throws JOSEException {
        assertThat(tokens.check(signed(JWSAlgorithm.HS256, "at+jwt", Map.of())))
                .isEqualTo(new Identified.Known(ADMIN));
        assertThat(tokens.check(signed(JWSAlgorithm.HS256, "at+jwt", Map.of("iss", "other"))))
                .isEqualTo(refused(Reason.MALFORMED));
        assertThat(tokens.check(signed(JWSAlgorithm.HS256, "at+jwt", Map.of("aud", "other"))))
                .isEqualTo(refused(Reason.MALFORMED));
        assertThat(tokens.check(signed(JWSAlgorithm.HS256, "at+jwt", Map.of("exp", "soon"))))
                .isEqualTo(refused(Reason.MALFORMED));
    }

    @Test
    void refusesWhatIsNoToken() {
        assertThat(tokens.check("")).isEqualTo(refused(Reason.MALFORMED));
        assertThat(tokens.check("a.b.c")).isEqualTo(refused(Reason.MALFORMED));
        assertThat(tokens.check("a".repeat(5000))).isEqualTo(refused(Reason.MALFORMED));
    }

    private static String signed(JWSAlgorithm algorithm, String type, Map<String, Object> changed)
            throws JOSEException {
        var claims = new HashMap<>(new Claims(ADMIN, NOW, NOW.plus(HOUR), "an id").toJson());
        claims.putAll(changed);
        var forged =
                new JWSObject(
                        new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type)).build(),
                        new Payload(claims));
        forged.sign(new MACSigner(KEY));
        return forged.serialize();
    }

    private static AccessTokens at(Instant now) {
        return new AccessTokens(() -> KEY.clone(), InstantSource.fixed(now));
    }

    private static Identified refused(Reason reason) {
        return new Identified.Refused(reason);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
