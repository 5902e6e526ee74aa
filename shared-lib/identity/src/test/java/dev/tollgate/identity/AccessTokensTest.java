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
import dev.tollgate.domain.SessionId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.identity.AccessTokens.Checked;
import dev.tollgate.identity.Identified.Reason;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AccessTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SigningKey KEY = SigningKey.of("k".repeat(64));
    private static final SigningKey BEFORE = SigningKey.of("b".repeat(64));
    private static final Session SESSION =
            new Session(
                    new SessionId("ses_01jc3v9d2k5m8q1r4t7w0xzabc"),
                    new OrganisationId("org_00000000000000000000000000"),
                    new UserId("usr_01jc3v9d2k5m8q1r4t7w0xzabc"),
                    0,
                    0,
                    NOW,
                    NOW.plus(Duration.ofDays(7)),
                    false);
    private static final AccessClaims CLAIMS =
            new AccessClaims(
                    SESSION.user(),
                    SESSION.organisation(),
                    SESSION.id(),
                    NOW,
                    NOW.plus(HOUR),
                    "an id");

    private final AccessTokens tokens = at(NOW);
    private final String token = tokens.issue(SESSION, HOUR, new SplittableRandom(1)).text();

    @Test
    void knowsWhomItIssuedATokenTo() {
        assertThat(tokens.check(token))
                .isInstanceOfSatisfying(
                        Checked.Genuine.class,
                        genuine ->
                                assertThat(genuine.claims())
                                        .usingRecursiveComparison()
                                        .ignoringFields("id")
                                        .isEqualTo(CLAIMS));
    }

    @Test
    void refusesATokenFromTheSecondItExpires() {
        assertThat(at(NOW.plus(HOUR).minusSeconds(1)).check(token))
                .isInstanceOf(Checked.Genuine.class);
        assertThat(at(NOW.plus(HOUR)).check(token)).isEqualTo(refused(Reason.EXPIRED));
    }

    @Test
    void issuesNoTokenThatOutlivesItsSession() {
        var late = at(SESSION.endsAt().minusSeconds(60));

        assertThat(late.issue(SESSION, HOUR, new SplittableRandom(1)).expiresAt())
                .isEqualTo(SESSION.endsAt());
    }

    @Test
    void namesTheKeyThatSignedIt() throws ParseException {
        assertThat(JWSObject.parse(token).getHeader().getKeyID()).isEqualTo(KEY.id());
    }

    @Test
    void knowsATokenThatTheKeyBeforeSigned() {
        var old = new AccessTokens(() -> BEFORE, InstantSource.fixed(NOW));
        var issued = old.issue(SESSION, HOUR, new SplittableRandom(1)).text();

        assertThat(new AccessTokens(rotated(), InstantSource.fixed(NOW)).check(issued))
                .isInstanceOf(Checked.Genuine.class);
        assertThat(tokens.check(issued)).isEqualTo(refused(Reason.UNKNOWN));
    }

    private static SigningKeys rotated() {
        return new SigningKeys() {
            @Override
            public SigningKey current() {
                return KEY;
            }

            @Override
            public Optional<SigningKey> find(String id) {
                return Stream.of(KEY, BEFORE).filter(key -> key.id().equals(id)).findFirst();
            }
        };
    }

    @Test
    void refusesATokenThatAnotherKeySigned() {
        var key = SigningKey.of("x".repeat(64));
        var stranger = new AccessTokens(() -> key, InstantSource.fixed(NOW));

        assertThat(stranger.check(token)).isEqualTo(refused(Reason.UNKNOWN));
    }

    @Test
    void refusesATokenThatNamesARightKeyAndIsSignedByAnother() throws JOSEException {
        assertThat(
                        tokens.check(
                                signed(
                                        JWSAlgorithm.HS256,
                                        "at+jwt",
                                        SigningKey.of("x".repeat(64)),
                                        Map.of())))
                .isEqualTo(refused(Reason.UNKNOWN));
    }

    @Test
    void refusesATokenWhoseClaimsWereChanged() {
        var parts = token.split("\\.", -1);
        var forged =
                base64(
                        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                                .replace("org_00", "org_01"));

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
                .isEqualTo(new Checked.Genuine(CLAIMS));
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
        return signed(algorithm, type, KEY, changed);
    }

    /** Whatever signs it, it says that the right key did. */
    private static String signed(
            JWSAlgorithm algorithm, String type, SigningKey key, Map<String, Object> changed)
            throws JOSEException {
        var claims = new HashMap<>(CLAIMS.toJson());
        claims.putAll(changed);
        var forged =
                new JWSObject(
                        new JWSHeader.Builder(algorithm)
                                .type(new JOSEObjectType(type))
                                .keyID(KEY.id())
                                .build(),
                        new Payload(claims));
        forged.sign(new MACSigner(key.bytes()));
        return forged.serialize();
    }

    private static AccessTokens at(Instant now) {
        return new AccessTokens(() -> KEY, InstantSource.fixed(now));
    }

    private static Checked refused(Reason reason) {
        return new Checked.Refused(reason);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
