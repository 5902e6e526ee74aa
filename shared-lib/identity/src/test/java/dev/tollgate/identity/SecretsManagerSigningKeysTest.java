package dev.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.SecretsServer;
import dev.tollgate.rehearsal.Line;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

final class SecretsManagerSigningKeysTest {
    private static final SigningKey FIRST = SigningKey.of("1".repeat(48));
    private static final SigningKey SECOND = SigningKey.of("2".repeat(48));
    private static final SigningKey THIRD = SigningKey.of("3".repeat(48));

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-02T09:00:00Z"));
    private final InstantSource clock = now::get;

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
        var keys = connect("warm/");
        int before = SecretsServer.shared().requests("GetSecretValue");

        var first = keys.current();
        var second = keys.current();

        assertThat(first.bytes()).asString().isEqualTo("s".repeat(48));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(SecretsServer.shared().requests("GetSecretValue") - before).isEqualTo(1);
    }

    @Test
    void opensWithTheKeyBeforeWhileTheNewOneSigns() {
        create("rotated/token-signing-key", text(FIRST));
        put("rotated/token-signing-key", text(SECOND));
        var keys = connect("rotated/");

        assertThat(keys.current().id()).isEqualTo(SECOND.id());
        assertThat(keys.find(FIRST.id()).map(SigningKey::id)).contains(FIRST.id());
        assertThat(keys.find(SECOND.id()).map(SigningKey::id)).contains(SECOND.id());
        assertThat(keys.find(THIRD.id())).isEmpty();
    }

    @Test
    void knowsOneKeyWhereThereWasNoneBefore() {
        create("young/token-signing-key", text(FIRST));
        var keys = connect("young/");

        assertThat(keys.find(FIRST.id()).map(SigningKey::id)).contains(FIRST.id());
        assertThat(keys.find(SECOND.id())).isEmpty();
    }

    @Test
    void looksForAKeyThatIsNewerThanWhatItRemembers() {
        create("moving/token-signing-key", text(FIRST));
        var keys = connect("moving/");
        assertThat(keys.current().id()).isEqualTo(FIRST.id());

        put("moving/token-signing-key", text(SECOND));

        assertThat(keys.find(SECOND.id()).map(SigningKey::id)).contains(SECOND.id());
        assertThat(keys.current().id()).isEqualTo(SECOND.id());
        assertThat(keys.find(FIRST.id()).map(SigningKey::id)).contains(FIRST.id());
    }

    @Test
    void forgetsAKeyAfterTwoNewOnes() {
        create("gone/token-signing-key", text(FIRST));
        put("gone/token-signing-key", text(SECOND));
        put("gone/token-signing-key", text(THIRD));

        assertThat(connect("gone/").find(FIRST.id())).isEmpty();
    }

    @Test
    void isNotMadeToAskTheServiceByForgedIds() {
        create("asked/token-signing-key", text(FIRST));
        var keys = connect("asked/");
        keys.find("forged");
        var before = SecretsServer.shared().requests();

        for (int i = 0; i < 100; i++) {
            assertThat(keys.find("forged" + i)).isEmpty();
        }
        var meanwhile = SecretsServer.shared().requests();
        now.set(now.get().plusSeconds(2));
        keys.find("forged");

        assertThat(meanwhile).isEqualTo(before);
        assertThat(SecretsServer.shared().requests()).isNotEqualTo(before);
    }

    @Test
    void namesTheSecretThatIsMissing() {
        var keys = connect("empty/");

        assertThatThrownBy(keys::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("empty/token-signing-key does not exist");
    }

    @Test
    void refusesAKeyThatIsTooShortToBeSafe() {
        create("weak/token-signing-key", "secret");
        var keys = connect("weak/");

        assertThatThrownBy(keys::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("weak/token-signing-key is too short")
                .hasMessageNotContaining("'secret'");
    }

    private SigningKeys connect(String prefix) {
        return SecretsManagerSigningKeys.connect(prefix, Line.NETWORK, clock);
    }

    private static String text(SigningKey key) {
        return new String(key.bytes(), StandardCharsets.UTF_8);
    }

    private static void create(String name, String text) {
        with(client -> client.createSecret(request -> request.name(name).secretString(text)));
    }

    private static void put(String name, String text) {
        with(client -> client.putSecretValue(request -> request.secretId(name).secretString(text)));
    }

    private static void with(Consumer<SecretsManagerClient> act) {
        try (var client =
                SecretsManagerClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            act.accept(client);
        }
    }
}
