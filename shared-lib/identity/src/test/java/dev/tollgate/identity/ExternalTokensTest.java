package dev.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.identity.ExternalTokens.Checked;
import dev.tollgate.identity.Identified.Reason;
import dev.tollgate.local.servers.LoopbackHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExternalTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final OrganisationId ORGANISATION =
            new OrganisationId("org_00000000000000000000000001");
    private static final String ISSUER = "https://id.example.com/";
    private static final RSAKey RSA = rsa("rsa");
    private static final RSAKey NEWER = rsa("newer");
    private static final ECKey EC = ec("ec");

    private final AtomicReference<JWKSet> published =
            new AtomicReference<>(new JWKSet(List.of(RSA, EC)));
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger asked = new AtomicInteger();
    private final LoopbackHttp server = LoopbackHttp.start(this::publish);
    private final ExternalTokens tokens = at("roles");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void knowsWhomAnIssuerSpeaksOf() throws JOSEException {
        var expected =
                new Checked.Genuine(
                        new Principal(
                                ORGANISATION,
                                UserId.named(ISSUER, "alice-1").value(),
                                "alice@example.com",
                                Set.of("operator", "approver"),
                                Role.scopes(Set.of(Role.OPERATOR, Role.APPROVER)),
                                Optional.empty()),
                        NOW);

        assertThat(tokens.check(rsa(JWSAlgorithm.RS256, it -> it))).isEqualTo(expected);
        assertThat(tokens.check(rsa(JWSAlgorithm.PS256, it -> it))).isEqualTo(expected);
        assertThat(tokens.check(sign(JWSAlgorithm.ES256, "ec", new ECDSASigner(EC), claims())))
                .isEqualTo(expected);
    }

    @Test
    void givesOneSubjectOneIdAndAnotherAnother() {
        assertThat(UserId.named(ISSUER, "a")).isEqualTo(UserId.named(ISSUER, "a"));
        assertThat(UserId.named(ISSUER, "a")).isNotEqualTo(UserId.named(ISSUER, "b"));
        assertThat(UserId.named("ab", "c")).isNotEqualTo(UserId.named("a", "bc"));
    }

    @Test
    void givesNoRolesThatTheSettingsDoNotName() throws JOSEException {
        var token = rsa(JWSAlgorithm.RS256, it -> it.claim("roles", List.of("owner", "root")));

        assertThat(tokens.check(token))
                .isInstanceOfSatisfying(
                        Checked.Genuine.class,
                        genuine -> {
                            assertThat(genuine.principal().roles()).isEmpty();
                            assertThat(genuine.principal().scopes()).isEmpty();
                        });
    }

    @Test
    void findsRolesInsideOtherClaimsAndUnderNamesWithDots() throws JOSEException {
        var nested =
                rsa(
                        JWSAlgorithm.RS256,
                        it -> it.claim("realm_access", Map.of("roles", List.of("ops"))));
        var dotted =
                rsa(
                        JWSAlgorithm.RS256,
                        it -> it.claim("https://tollgate.example.com/roles", "ops others"));

        assertThat(roles(at("realm_access.roles"), nested)).containsExactly("operator");
        assertThat(roles(at("https://tollgate.example.com/roles"), dotted))
                .containsExactly("operator");
        assertThat(roles(at("roles.none"), nested)).isEmpty();
    }

    @Test
    void leavesTokensOfOthersAlone() throws JOSEException {
        assertThat(tokens.check(rsa(JWSAlgorithm.RS256, it -> it.issuer("https://other.example"))))
                .isEqualTo(new Checked.Foreign());
        assertThat(tokens.check(new PlainJWT(claims().build()).serialize()))
                .isEqualTo(new Checked.Foreign());
        assertThat(tokens.check("nonsense")).isEqualTo(new Checked.Foreign());
        assertThat(
                        ExternalTokens.of(List.of(), InstantSource.fixed(NOW))
                                .check(rsa(JWSAlgorithm.RS256, it -> it)))
                .isEqualTo(new Checked.Foreign());
    }

    @Test
    void refusesATokenThatHasExpiredOrIsNotGoodYet() throws JOSEException {
        assertThat(
                        tokens.check(
                                rsa(
                                        JWSAlgorithm.RS256,
                                        it -> it.expirationTime(date(NOW.minusSeconds(31))))))
                .isEqualTo(new Checked.Refused(Reason.EXPIRED));
        assertThat(
                        tokens.check(
                                rsa(
                                        JWSAlgorithm.RS256,
                                        it -> it.notBeforeTime(date(NOW.plusSeconds(31))))))
                .isEqualTo(refused());
    }

    @Test
    void refusesATokenForSomebodyElse() throws JOSEException {
        assertThat(tokens.check(rsa(JWSAlgorithm.RS256, it -> it.audience("another-api"))))
                .isEqualTo(refused());
        assertThat(tokens.check(rsa(JWSAlgorithm.RS256, it -> it.audience(List.of()))))
                .isEqualTo(refused());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "iat", "exp"})
    void refusesATokenThatLacksAClaim(String claim) throws JOSEException {
        assertThat(tokens.check(rsa(JWSAlgorithm.RS256, it -> it.claim(claim, null))))
                .isEqualTo(refused());
    }

    @Test
    void refusesOtherAlgorithms() throws Exception {
        assertThat(tokens.check(rsa(JWSAlgorithm.RS512, it -> it))).isEqualTo(refused());
        // The public key as the secret of a MAC: whoever lets the token choose is fooled by it.
        var confused = new MACSigner(RSA.toRSAPublicKey().getEncoded());
        assertThat(tokens.check(sign(JWSAlgorithm.HS256, "rsa", confused, claims())))
                .isEqualTo(refused());
    }

    @Test
    void refusesAKeyThatIsNotPublished() throws JOSEException {
        assertThat(
                        tokens.check(
                                sign(
                                        JWSAlgorithm.RS256,
                                        "newer",
                                        new RSASSASigner(NEWER),
                                        claims())))
                .isEqualTo(refused());
        assertThat(tokens.check(sign(JWSAlgorithm.RS256, "rsa", new RSASSASigner(NEWER), claims())))
                .isEqualTo(refused());
    }

    @Test
    void refusesATokenWhoseClaimsWereSwapped() throws JOSEException {
        var one = rsa(JWSAlgorithm.RS256, it -> it).split("\\.", -1);
        var other = rsa(JWSAlgorithm.RS256, it -> it.subject("bob-2")).split("\\.", -1);

        assertThat(tokens.check(one[0] + "." + other[1] + "." + one[2])).isEqualTo(refused());
    }

    @Test
    void findsAKeyThatWasPublishedSince() throws JOSEException {
        tokens.check(rsa(JWSAlgorithm.RS256, it -> it));
        published.set(new JWKSet(List.of(RSA, NEWER)));

        assertThat(
                        tokens.check(
                                sign(
                                        JWSAlgorithm.RS256,
                                        "newer",
                                        new RSASSASigner(NEWER),
                                        claims())))
                .isInstanceOf(Checked.Genuine.class);
    }

    @Test
    void asksTheIssuerSeldomHoweverManyTokensCome() throws JOSEException {
        for (int i = 0; i < 50; i++) {
            tokens.check(rsa(JWSAlgorithm.RS256, it -> it));
            tokens.check(sign(JWSAlgorithm.RS256, "forged" + i, new RSASSASigner(NEWER), claims()));
        }

        assertThat(asked.get()).isBetween(1, 3);
    }

    @Test
    void goesOnWithTheKeysItHasWhileTheIssuerIsAway() throws JOSEException {
        tokens.check(rsa(JWSAlgorithm.RS256, it -> it));
        status.set(500);

        assertThat(tokens.check(rsa(JWSAlgorithm.RS256, it -> it)))
                .isInstanceOf(Checked.Genuine.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 500})
    void saysThatItCannotReadTheKeys(int answer) throws JOSEException {
        status.set(answer);
        var token = rsa(JWSAlgorithm.RS256, it -> it);

        assertThatIllegalStateException()
                .isThrownBy(() -> tokens.check(token))
                .withMessage("the keys of the issuer https://id.example.com/ cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com/keys",
                "http://127.0.0.1/keys",
                "file:///etc/keys",
                "keys"
            })
    void fetchesKeysOverTlsOnly(String place) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> issuer(URI.create(place), "roles").reachable(false));
    }

    @Test
    void fetchesKeysOfThisMachineWhereItMay() {
        var local = issuer(URI.create("http://127.0.0.1:1/keys"), "roles");

        assertThat(local.reachable(true)).isEqualTo(local);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        issuer(URI.create("http://id.example.com/"), "roles").reachable(true));
    }

    private void publish(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        var body = published.get().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Location", server.endpoint().toString());
        exchange.sendResponseHeaders(status.get(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private ExternalTokens at(String rolesClaim) {
        var place = server.endpoint().resolve("/keys");
        return ExternalTokens.of(
                List.of(issuer(place, rolesClaim).reachable(true)), InstantSource.fixed(NOW));
    }

    private static Issuer issuer(URI keys, String rolesClaim) {
        return new Issuer(
                ISSUER,
                keys,
                "tollgate",
                ORGANISATION,
                rolesClaim,
                Map.of("ops", Role.OPERATOR, "deciders", Role.APPROVER));
    }

    private static Set<String> roles(ExternalTokens tokens, String token) {
        return switch (tokens.check(token)) {
            case Checked.Genuine(var principal, _) -> principal.roles();
            case Checked.Refused _, Checked.Foreign() -> Set.of("refused");
        };
    }

    private static Checked refused() {
        return new Checked.Refused(Reason.UNKNOWN);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("tollgate")
                .subject("alice-1")
                .claim("email", "alice@example.com")
                .claim("roles", List.of("ops", "deciders", "others"))
                .issueTime(date(NOW))
                .expirationTime(date(NOW.plusSeconds(600)));
    }

    private static String rsa(JWSAlgorithm algorithm, UnaryOperator<JWTClaimsSet.Builder> change)
            throws JOSEException {
        return sign(algorithm, "rsa", new RSASSASigner(RSA), change.apply(claims()));
    }

    private static String sign(
            JWSAlgorithm algorithm, String kid, JWSSigner signer, JWTClaimsSet.Builder claims)
            throws JOSEException {
        var token =
                new SignedJWT(
                        new JWSHeader.Builder(algorithm)
                                .type(JOSEObjectType.JWT)
                                .keyID(kid)
                                .build(),
                        claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }

    private static RSAKey rsa(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
