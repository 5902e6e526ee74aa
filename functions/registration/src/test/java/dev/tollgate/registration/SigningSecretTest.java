package dev.tollgate.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.SigningSecret;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SigningSecretTest {
    private static final String FIRST = "whsec_MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=";
    private static final String SECOND = "whsec_MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTE=";
    private static final String THIRD = "whsec_MjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjI=";

    private final Gate gate = new Gate();

    @Test
    void showsASecretThatItMadeOnceAndThenNeverAgain() {
        var registered = gate.register(agent("{\"signing_secret\": \"generate\"}"));
        var id = registered.json().path("id").asText();

        var shown = registered.json().path("auth_config").path("signing_secret").asText();

        assertThat(signing(id)).containsExactly(shown);
        assertThat(gate.read(id).text()).doesNotContain("whsec_");
        assertThat(gate.audit.all()).noneMatch(event -> event.toString().contains("whsec_"));
    }

    @Test
    void doesNotShowASecretThatItWasGiven() {
        var registered = gate.register(agent(given(FIRST)));

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.text()).doesNotContain("whsec_");
        assertThat(signing(registered.json().path("id").asText())).containsExactly(FIRST);
    }

    @Test
    void keepsTheOneBeforeInUseUntilTheNextChangeOfIt() {
        var id = gate.register(agent(given(FIRST))).json().path("id").asText();

        change(id, given(SECOND));
        assertThat(signing(id)).containsExactly(SECOND, FIRST);

        gate.change(id, "{\"webhook_url\": \"https://agents.example.com/v2\"}");
        change(
                id,
                "{\"auth_type\": \"bearer_token\", \"credentials\": {\"token\": \"new-token\"}}");
        gate.change(
                id,
                """
                {"webhook_url": "https://agents.example.com/v3",
                 "auth_config": {"auth_type": "none"}}\
                """);
        assertThat(signing(id)).containsExactly(SECOND, FIRST);

        change(id, given(THIRD));
        assertThat(signing(id)).containsExactly(THIRD, SECOND);

        change(id, given(THIRD));
        assertThat(signing(id)).containsExactly(THIRD);

        change(id, "{\"signing_secret\": null}");
        assertThat(signing(id)).isEmpty();
    }

    @Test
    void changesTheSigningSecretAloneAndKeepsTheCredentials() {
        var id =
                gate.register(
                                agent(
                                        """
                                        {"auth_type": "bearer_token",
                                         "credentials": {"token": "the-token"}}\
                                        """))
                        .json()
                        .path("id")
                        .asText();

        var changed = change(id, "{\"signing_secret\": \"generate\"}");

        assertThat(secret(id).auth()).isEqualTo(new OutboundAuth.BearerToken("the-token"));
        assertThat(changed.json().path("auth_config").path("auth_type").asText())
                .isEqualTo("bearer_token");
        assertThat(signing(id))
                .containsExactly(
                        changed.json().path("auth_config").path("signing_secret").asText());
        assertThat(gate.audit.all().getLast().details()).containsEntry("changed", "signing_secret");
    }

    @Test
    void saysWhichSecretsItTakesWithoutQuotingOne() {
        var refused = gate.register(agent("{\"signing_secret\": \"whsec_c2hvcnQ=\"}"));
        var elsewhere =
                gate.register(
                        """
                        {"name": "A", "platform": "teams",
                         "auth_config": {"signing_secret": "generate"}}\
                        """);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail())
                .startsWith("#/auth_config/signing_secret")
                .contains("24 to 64 bytes", "generate")
                .doesNotContain("c2hvcnQ");
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.detail()).contains("custom_http alone");
    }

    private Gate.Reply change(String id, String auth) {
        var changed = gate.change(id, "{\"auth_config\": " + auth + "}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        return changed;
    }

    private List<String> signing(String id) {
        return secret(id).signing().stream().map(SigningSecret::text).toList();
    }

    private AgentSecret secret(String id) {
        var agent = gate.agents.find(gate.acme, new AgentId(id)).orElseThrow();
        return gate.credentials
                .fetch(gate.acme, agent.id(), agent.credentialVersion())
                .orElseThrow();
    }

    private static String given(String secret) {
        return "{\"signing_secret\": \"" + secret + "\"}";
    }

    private static String agent(String auth) {
        return """
        {"name": "Signed", "platform": "custom_http",
         "webhook_url": "https://agents.example.com/run", "auth_config": %s}\
        """
                .formatted(auth);
    }
}
