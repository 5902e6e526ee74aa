package dev.tollgate.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the platform signs its requests with: taken, kept beside the rest, and never shown. */
final class InboundSecretTest {
    private static final String FIRST = "8f742231b10e8888abcd99eeefff85a5";
    private static final String SECOND = "0123456789abcdef0123456789abcdef";

    private final Gate gate = new Gate();

    private Gate.Reply register(String platform, String fields) {
        return gate.register(
                "{\"name\": \"In\", \"platform\": \"%s\", %s}".formatted(platform, fields));
    }

    private AgentSecret secret(String id, int version) {
        return gate.credentials.fetch(gate.acme, new AgentId(id), version).orElseThrow();
    }

    @Test
    void isReplacedAloneAndRemovedAloneAndNeverShown() {
        var registered =
                register(
                        "slack",
                        "\"inbound_secret\": \"%s\", \"auth_config\": {\"auth_type\": \"none\"}"
                                .formatted(FIRST));
        var id = registered.json().path("id").asText();
        var rotated = gate.change(id, "{\"inbound_secret\": \"%s\"}".formatted(SECOND));
        var tokened =
                gate.change(
                        id,
                        "{\"webhook_url\": null, \"auth_config\": {\"auth_type\":"
                                + " \"bearer_token\", \"credentials\": {\"token\": \"t\"}}}");
        var removed = gate.change(id, "{\"inbound_secret\": null}");

        assertThat(registered.status()).as(registered.text()).isEqualTo(201);
        assertThat(secret(id, 1).inbound()).contains(FIRST);
        assertThat(secret(id, 2).inbound()).contains(SECOND);
        assertThat(secret(id, 3).inbound()).contains(SECOND);
        assertThat(secret(id, 4).inbound()).isEmpty();
        assertThat(secret(id, 4).auth()).isEqualTo(new OutboundAuth.BearerToken("t"));
        assertThat(gate.read(id).text() + registered.text() + rotated.text() + tokened.text())
                .doesNotContain(FIRST, SECOND, "inbound_secret");
        assertThat(removed.status()).isEqualTo(200);
        assertThat(gate.audit.all().toString())
                .contains("inbound_secret")
                .doesNotContain(FIRST, SECOND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slack|xoxb-17653672481-19874698323|must be the signing secret of the Slack app",
                "telegram|short|must be a secret token for setWebhook: 16 to 256",
                "teams|c2hvcnQ=|must be the security token of the outgoing webhook",
                "discord|d75a980182b10ab7|accepted: platform_config.public_key",
                "notion|abcdefghijklmnopqrst|is not for notion, which calls nobody."
            })
    void hasTheFormOfThePlatform(String platform, String secret, String said) {
        var answer = register(platform, "\"inbound_secret\": \"%s\"".formatted(secret));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.detail()).startsWith("#/inbound_secret ").contains(said);
        assertThat(answer.text()).doesNotContain(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "telegram, a-secret_token-of-31-characters",
        "teams, ODk3dGVzdGtleXRlc3RrZXl0ZXN0a2V5dGVzdGtleTE="
    })
    void isAcceptedForEveryPlatformThatSharesOne(String platform, String secret) {
        var answer = register(platform, "\"inbound_secret\": \"%s\"".formatted(secret));

        assertThat(secret(answer.json().path("id").asText(), 1).inbound())
                .isEqualTo(Optional.of(secret));
    }

    @Test
    void isAPublicKeyForDiscord() {
        var key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        var answer =
                register(
                        "discord",
                        "\"platform_config\": {\"public_key\": \"%s\", \"application_id\": 845027}"
                                .formatted(key));
        var refused =
                register(
                        "discord", "\"platform_config\": {\"public_key\": \"%s\"}".formatted("02"));

        assertThat(answer.json().path("platform_config").path("public_key").asText())
                .isEqualTo(key);
        assertThat(answer.json().path("platform_config").path("application_id").asText())
                .isEqualTo("845027");
        assertThat(refused.detail())
                .startsWith("#/platform_config/public_key must be the public key of the Discord");
    }

    @ParameterizedTest
    @CsvSource({
        "slack, agt_01kjpvsyz00000000000000000, 201",
        "discord, agt_01kjpvsyz00000000000000000, 201",
        "telegram, agt_01kjpvsyz00000000000000000, 201",
        "teams, agt_01kjpvsyz00000000000000000, 201",
        "slack, inv_01kjpvsyz00000000000000000, 400",
        "slack, agt_81kjpvsyz00000000000000000, 400",
        "notion, agt_01kjpvsyz00000000000000000, 400"
    })
    void mayNameTheAgentThatCommandsGoTo(String platform, String target, int status) {
        var answer =
                register(
                        platform,
                        "\"platform_config\": {\"target_agent_id\": \"%s\"}".formatted(target));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }
}
