package dev.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.SecretsServer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

final class SecretsManagerSigningKeyTest {
    @BeforeAll
    static void pointsTheSdkAtTheLocalServer() {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty(
                "aws.endpointUrlSecretsManager", SecretsServer.shared().endpoint().toString());
    }

    @Test
    void readsTheKeyOnceHoweverOftenItIsAskedFor() {
        create("warm/token-signing-key", "s".repeat(48));
        var key = SecretsManagerSigningKey.connect("warm/");
        int before = SecretsServer.shared().requests("GetSecretValue");

        var first = key.bytes();
        var second = key.bytes();

        assertThat(first).isEqualTo("s".repeat(48).getBytes(StandardCharsets.UTF_8));
        assertThat(second).isEqualTo(first);
        assertThat(SecretsServer.shared().requests("GetSecretValue") - before).isEqualTo(1);
    }

    @Test
    void namesTheSecretThatIsMissing() {
        var key = SecretsManagerSigningKey.connect("empty/");

        assertThatThrownBy(key::bytes)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("empty/token-signing-key does not exist");
    }

    @Test
    void refusesAKeyThatIsTooShortToBeSafe() {
        create("weak/token-signing-key", "secret");
        var key = SecretsManagerSigningKey.connect("weak/");

        assertThatThrownBy(key::bytes)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("weak/token-signing-key is too short")
                .hasMessageNotContaining("'secret'");
    }

    private static void create(String name, String text) {
        try (var client =
                SecretsManagerClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            client.createSecret(request -> request.name(name).secretString(text));
        }
    }
}
