package dev.tollgate.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.SimpleIAMPolicyResponse;
import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.identity.PresentedKey;
import dev.tollgate.testing.Golden;
import dev.tollgate.testing.InMemoryApiKeys;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.TestContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class AuthorizerFunctionTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Golden GOLDEN = Golden.of("authorizer");

    private final RecordedMetrics metrics = new RecordedMetrics();

    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenPairsSay() {
        return GOLDEN.replay(
                APIGatewayV2CustomAuthorizerEvent.class,
                SimpleIAMPolicyResponse.class,
                () -> function(seeded()));
    }

    @Test
    void countsRefusalsByTheirReason() {
        answer(function(seeded()), "api-key-expired");
        answer(function(seeded()), "api-key");

        assertThat(metrics.all())
                .containsExactly(
                        new RecordedMetrics.Measurement(
                                "credential_refused", 1, Map.of("reason", "expired")));
    }

    @Test
    void letsNobodyInWhenTheKeysCannotBeRead() {
        var function = function(new BrokenApiKeys());

        assertThatThrownBy(() -> answer(function, "api-key"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAnEventWithoutACredential() {
        var event = new APIGatewayV2CustomAuthorizerEvent();

        var answer = function(seeded()).handleRequest(event, new TestContext());

        assertThat(answer.getContext()).isEqualTo(Map.of("refusal", "malformed"));
    }

    private static SimpleIAMPolicyResponse answer(AuthorizerFunction function, String name) {
        return function.handleRequest(
                GOLDEN.request(name, APIGatewayV2CustomAuthorizerEvent.class), new TestContext());
    }

    private AuthorizerFunction function(ApiKeys keys) {
        return new AuthorizerFunction(
                new AuthorizerFunction.Ports(
                        keys,
                        () -> "k".repeat(64).getBytes(StandardCharsets.UTF_8),
                        metrics,
                        InstantSource.fixed(NOW)));
    }

    private static ApiKeys seeded() {
        var keys = new InMemoryApiKeys();
        keys.add(key("key_01jc3v9d2k5m8q1r4t7w0xzabc", NOW.plusSeconds(1)));
        keys.add(key("key_01jc3v9d2k5m8q1r4t7w0xzdef", NOW));
        return keys;
    }

    private static ApiKey key(String id, Instant expiresAt) {
        return new ApiKey(
                new ApiKeyId(id),
                new OrganisationId("org_00000000000000000000000000"),
                "nightly report",
                new PresentedKey(new ApiKeyId(id), "A".repeat(43)).secretHash(),
                Set.of(Scope.AGENTS_INVOKE, Scope.AGENTS_READ),
                Optional.of("finance"),
                "usr_admin",
                NOW.minusSeconds(60),
                Optional.of(expiresAt));
    }

    private record BrokenApiKeys() implements ApiKeys {
        @Override
        public void add(ApiKey key) {
            throw new IllegalStateException("no connection");
        }

        @Override
        public Optional<ApiKey> find(ApiKeyId id) {
            throw new IllegalStateException("no connection");
        }

        @Override
        public Page<ApiKey> list(OrganisationId organisation, PageRequest page) {
            throw new IllegalStateException("no connection");
        }

        @Override
        public boolean remove(OrganisationId organisation, ApiKeyId id) {
            throw new IllegalStateException("no connection");
        }
    }
}
