package dev.tollgate.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import com.nimbusds.jwt.proc.JWTProcessor;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.identity.Identified.Reason;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of issuers that the settings name, signed with RS256, PS256 or ES256 by a key that the
 * issuer publishes. Whoever is in one is a user here with roles by the issuer's word, whose id
 * follows from the issuer and the subject.
 */
public final class ExternalTokens {
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
    private static final Set<String> REQUIRED = Set.of("sub", "iat", "exp");
    private static final int SKEW_SECONDS = 30;
    private static final int LONGEST_NAME = 200;

    private final Map<String, Checker> checkers;

    private ExternalTokens(Map<String, Checker> checkers) {
        this.checkers = checkers;
    }

    private record Checker(Issuer issuer, JWTProcessor<SecurityContext> processor) {}

    /** Reads no keys yet. */
    public static ExternalTokens of(List<Issuer> issuers, InstantSource clock) {
        return new ExternalTokens(
                issuers.stream()
                        .collect(
                                Collectors.toMap(
                                        Issuer::name,
                                        issuer -> new Checker(issuer, processor(issuer, clock)))));
    }

    /** What came of looking at a token. */
    public sealed interface Checked {
        record Genuine(Principal principal, Instant issuedAt) implements Checked {}

        record Refused(Reason reason) implements Checked {}

        /** None of these issuers'. */
        record Foreign() implements Checked {}
    }

    public Checked check(String text) {
        if (checkers.isEmpty()) {
            return new Checked.Foreign();
        }
        try {
            var token = SignedJWT.parse(text);
            var checker =
                    Optional.ofNullable(token.getJWTClaimsSet().getIssuer()).map(checkers::get);
            return checker.isPresent() ? check(checker.get(), token) : new Checked.Foreign();
        } catch (ParseException notSigned) {
            return new Checked.Foreign();
        }
    }

    private static Checked check(Checker checker, SignedJWT token) {
        try {
            var claims = checker.processor().process(token, null);
            return new Checked.Genuine(
                    principal(checker.issuer(), claims), claims.getIssueTime().toInstant());
        } catch (ExpiredJWTException e) {
            return new Checked.Refused(Reason.EXPIRED);
        } catch (RateLimitReachedException e) {
            // Its key is not among those that were fetched less than half a minute ago.
            return new Checked.Refused(Reason.UNKNOWN);
        } catch (BadJOSEException e) {
            return new Checked.Refused(Reason.UNKNOWN);
        } catch (KeySourceException e) {
            throw new IllegalStateException(
                    "the keys of the issuer " + checker.issuer().name() + " cannot be read", e);
        } catch (JOSEException e) {
            return new Checked.Refused(Reason.UNKNOWN);
        }
    }

    private static Principal principal(Issuer issuer, JWTClaimsSet claims) {
        var roles = roles(issuer, claims);
        return new Principal(
                issuer.organisation(),
                UserId.named(issuer.name(), claims.getSubject()).value(),
                name(claims),
                roles.stream().map(Role::text).collect(Collectors.toSet()),
                Role.scopes(roles),
                Optional.empty());
    }

    private static String name(JWTClaimsSet claims) {
        var name =
                Stream.of("preferred_username", "email", "name")
                        .map(claims::getClaim)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .findFirst()
                        .orElseGet(claims::getSubject)
                        .replaceAll("\\p{Cntrl}", " ");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static Set<Role> roles(Issuer issuer, JWTClaimsSet claims) {
        return words(claim(claims.getClaims(), issuer.rolesClaim()))
                .flatMap(word -> Optional.ofNullable(issuer.roles().get(word)).stream())
                .collect(Collectors.toSet());
    }

    /** By its whole name, which may have dots in it, or else step by step. */
    private static @Nullable Object claim(Map<?, ?> claims, String name) {
        int dot = name.indexOf('.');
        if (claims.containsKey(name) || dot < 0) {
            return claims.get(name);
        }
        return claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                ? claim(inner, name.substring(dot + 1))
                : null;
    }

    private static Stream<String> words(@Nullable Object claim) {
        return switch (claim) {
            case Collection<?> list -> list.stream().map(String::valueOf);
            case String text -> Stream.of(text.split(" ", -1));
            case null, default -> Stream.empty();
        };
    }

    private static JWTProcessor<SecurityContext> processor(Issuer issuer, InstantSource clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, PublishedKeys.at(issuer.keys())));
        processor.setJWTClaimsSetVerifier(new Clocked(issuer, clock));
        return processor;
    }

    private static final class Clocked extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        Clocked(Issuer issuer, InstantSource clock) {
            super(
                    issuer.audience(),
                    new JWTClaimsSet.Builder().issuer(issuer.name()).build(),
                    REQUIRED);
            this.clock = clock;
            setMaxClockSkew(SKEW_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
