package dev.tollgate.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.SecretsServer;
import dev.tollgate.rehearsal.Line;
import dev.tollgate.testing.CredentialsContract;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

final class SecretsManagerCredentialsTest extends CredentialsContract {
    private static final SecretsServer SERVER = SecretsServer.inMemory();
    private static final SecretsManagerClient CLIENT = connect();

    private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());
    private final Credentials credentials =
            new SecretsManagerCredentials(CLIENT, "tollgate/", Optional.empty());
    private final Credentials elsewhere = SecretsManagerCredentials.connect("tollgate/");

    /** As a function is, by what the process says. */
    private static SecretsManagerClient connect() {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty("aws.endpointUrlSecretsManager", SERVER.endpoint().toString());
        return SecretsManagerClient.create();
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        SERVER.close();
    }

    @Override
    protected Credentials credentials() {
        return credentials;
    }

    @Override
    protected Credentials elsewhere() {
        return elsewhere;
    }

    @Test
    void keepsTheSecretUnderTheOrganisationAndTheAgent() {
        var organisation = ids.organisation();
        var agent = ids.agent();
        credentials.create(organisation, agent, secret(1, "one"));

        var kept =
                CLIENT.getSecretValue(
                        it -> it.secretId("tollgate/" + organisation + "/agents/" + agent));

        assertThat(kept.secretString())
                .isEqualTo(
                        """
                        {"version":1,"auth_type":"bearer_token","credentials":{"token":"one"}}\
                        """);
    }

    @Test
    void encryptsNewSecretsUnderTheKeyItIsTold() {
        var organisation = ids.organisation();
        var usual = ids.agent();
        var under = ids.agent();
        var key = "arn:aws:kms:eu-central-1:000000000000:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

        credentials.create(organisation, usual, secret(1, "one"));
        SecretsManagerCredentials.connect("tollgate/", Optional.of(key), Line.NETWORK)
                .create(organisation, under, secret(1, "one"));
        credentials.prepare(organisation, under, 1, secret(2, "two"));

        assertThat(List.of(under, usual))
                .extracting(agent ->
                        CLIENT.describeSecret(it ->
                                        it.secretId(
                                                "tollgate/" + organisation + "/agents/" + agent))
                                .kmsKeyId())
                .containsExactly(key, null);
    }

    @Test
    void asksTheServiceOnceHoweverOftenItIsRead() {
        var organisation = ids.organisation();
        var agent = ids.agent();
        credentials.create(organisation, agent, secret(1, "one"));
        int before = SERVER.requests("GetSecretValue");

        for (int i = 0; i < 20; i++) {
            credentials.fetch(organisation, agent, 1);
        }

        assertThat(SERVER.requests("GetSecretValue")).isEqualTo(before + 1);
    }

    @Test
    void keepsTheVersionBeforeAsThePreviousOne() {
        var organisation = ids.organisation();
        var agent = ids.agent();
        credentials.create(organisation, agent, secret(1, "one"));

        credentials.prepare(organisation, agent, 1, secret(2, "two"));
        credentials.use(organisation, agent, 2);

        var name = "tollgate/" + organisation + "/agents/" + agent;
        var previous = CLIENT.getSecretValue(it -> it.secretId(name).versionStage("AWSPREVIOUS"));
        assertThat(previous.versionId()).isEqualTo(agent + "-0000000001");
        assertThat(previous.secretString()).contains("one");
    }

    @Test
    void saysNothingOfASecretThatItCannotRead() {
        var organisation = ids.organisation();
        var agent = ids.agent();
        CLIENT.createSecret(it ->
                it.name("tollgate/" + organisation + "/agents/" + agent).secretString("{canary"));

        assertThatThrownBy(() -> credentials.fetch(organisation, agent, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    private static AgentSecret secret(int version, String token) {
        return new AgentSecret(version, Optional.empty(), new OutboundAuth.BearerToken(token));
    }
}
