package dev.tollgate.domain.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.outbound.OutboundAuth.ApiKey;
import dev.tollgate.domain.outbound.OutboundAuth.Basic;
import dev.tollgate.domain.outbound.OutboundAuth.BearerToken;
import dev.tollgate.domain.outbound.OutboundAuth.Custom;
import dev.tollgate.domain.outbound.OutboundAuth.None;
import dev.tollgate.domain.outbound.OutboundAuth.OAuth2;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutboundAuthTest {
    private static final URI TOKEN_URL = URI.create("https://login.example.com/s3cret/token");

    private static List<OutboundAuth> everyForm() {
        return List.of(
                new ApiKey("s3cret"),
                new BearerToken("s3cret"),
                new Basic("s3cret", "s3cret"),
                new OAuth2("s3cret", "s3cret", TOKEN_URL, Optional.of("s3cret"), Optional.empty()),
                new Custom(Map.of("X-Key", "s3cret")),
                new None());
    }

    @Test
    void showsNoSecretInItsText() {
        assertThat(everyForm()).allSatisfy(it -> assertThat(it.toString()).doesNotContain("s3c"));
        assertThat(everyForm())
                .allSatisfy(it -> {
                    var url = URI.create("https://hooks.example.com/s3cret");
                    var secret = new AgentSecret(1, Optional.of(url), it);

                    assertThat(secret.toString()).doesNotContain("s3c");
                    assertThat(call(secret).toString()).doesNotContain("s3c");
                });
    }

    private static OutboundCall call(AgentSecret secret) {
        return new OutboundCall(
                OutboundCall.Method.POST,
                Optional.of("inv_1"),
                "key-1",
                secret,
                "{\"input\":\"s3cret\"}",
                Map.of(),
                Duration.ofSeconds(1),
                Optional.empty());
    }

    @Test
    void namesItsTypeAsTheGuideDoes() {
        assertThat(everyForm())
                .extracting(OutboundAuth::type)
                .containsExactly("api_key", "bearer_token", "basic", "oauth2", "custom", "none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nHost: evil",
                "a\nb",
                "a\rb",
                "a\0b",
                " a",
                "a ",
                "é",
                "a\tb",
                "\u007f"
            })
    void refusesValuesThatAreNotOneHeaderValue(String value) {
        assertThatThrownBy(() -> new ApiKey(value)).hasMessageStartingWith("api_key: at most");
        assertThatThrownBy(() -> new BearerToken(value)).hasMessageStartingWith("token: at most");
        assertThatThrownBy(() -> new Custom(Map.of("X-Key", value)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X Key",
                "X:Key",
                "X\r\nKey",
                "Clé",
                "Host",
                "content-length",
                "Transfer-Encoding",
                "Connection",
                "Proxy-Authorization",
                "Upgrade",
                "TE",
                "Idempotency-Key",
                "X-Invocation-Id",
                "Content-Type"
            })
    void refusesHeaderNamesThatAreNotItsToSet(String name) {
        assertThatThrownBy(() -> new ApiKey(name, "key"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Custom(Map.of(name, "value")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsEmptyOrAmbiguous() {
        assertThatThrownBy(() -> new ApiKey("")).hasMessageContaining("api_key");
        assertThatThrownBy(() -> new BearerToken("")).hasMessageContaining("token");
        assertThatThrownBy(() -> new BearerToken("a b")).hasMessageContaining("token");
        assertThatThrownBy(() -> new Basic("", "p")).hasMessageContaining("username");
        assertThatThrownBy(() -> new Basic("a:b", "p")).hasMessageContaining("colon");
        assertThatThrownBy(() -> new Basic("a", "p\n")).hasMessageContaining("password");
        assertThatThrownBy(() -> new Custom(Map.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Custom(Map.of("X-Key", "a", "x-key", "b")))
                .hasMessageContaining("twice");
        assertThatThrownBy(() ->
                        new OAuth2(
                                "id",
                                "secret",
                                URI.create("/token"),
                                Optional.empty(),
                                Optional.empty()))
                .hasMessageContaining("token_url");
    }

    @Test
    void refusesASecretOfNoVersionAndACallToNowhere() {
        assertThatThrownBy(() -> new AgentSecret(0, Optional.empty(), new None()))
                .hasMessageContaining("0");
        assertThatThrownBy(() -> new AgentSecret(1, Optional.of(URI.create("/x")), new None()))
                .hasMessageContaining("webhook_url");
        assertThatThrownBy(() -> call(new AgentSecret(1, Optional.empty(), new None())))
                .hasMessageContaining("no URL");
    }

    @Test
    void readsACostLocationByPointerOrByFieldName() {
        assertThat(new CostLocation.InBody("/usage/cost").pointer()).isEqualTo("/usage/cost");
        assertThat(new CostLocation.InBody("cost/usd~x").pointer()).isEqualTo("/cost~1usd~0x");
        assertThatThrownBy(() -> new CostLocation.InBody("/a~2"))
                .hasMessageContaining("JSON pointer");
        assertThatThrownBy(() -> new CostLocation.InBody("/a~"))
                .hasMessageContaining("JSON pointer");
        assertThatThrownBy(() -> new CostLocation.InHeader("X Cost"))
                .hasMessageContaining("header name");
    }

    @Test
    void saysWhetherTheEffectMayHaveHappened() {
        assertThat(
                        List.of(429, 503, 408, 425, 500, 502, 504, 409).stream()
                                .map(it -> new Execution.Failed(it, "", Optional.empty()))
                                .map(Execution::mayHaveRun))
                .containsExactly(false, false, false, false, true, true, true, true);
    }
}
