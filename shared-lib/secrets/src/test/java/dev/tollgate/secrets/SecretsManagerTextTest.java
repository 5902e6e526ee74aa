package dev.tollgate.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.SecretsServer;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

final class SecretsManagerTextTest {
    private static final SecretsServer SERVER = SecretsServer.inMemory();
    private static final SecretsManagerClient CLIENT = connect();
    private static final Duration KEPT = Duration.ofMillis(200);

    /** As a function is, by what the process says. */
    private static SecretsManagerClient connect() {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty("aws.endpointUrlSecretsManager", SERVER.endpoint().toString());
        return SecretsManagerClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        SERVER.close();
    }

    @Test
    void asksForNothingBeforeItIsRead() {
        CLIENT.createSecret(it -> it.name("idle").secretString("one"));
        var requests = SERVER.requests();

        SecretsManagerText.connect("idle", "a text");

        assertThat(SERVER.requests()).isEqualTo(requests);
    }

    @Test
    void noticesAChangeSoonAndAsksNoMoreThanItMust() throws Exception {
        CLIENT.createSecret(it -> it.name("changing").secretString("one"));
        var secret =
                SecretsManagerText.connect(
                        "changing", "a text", Line.NETWORK, SecretsManagerText.Stage.CURRENT, KEPT);
        int before = SERVER.requests("GetSecretValue");

        var first = secret.read();
        CLIENT.putSecretValue(it -> it.secretId("changing").secretString("two"));
        Thread.sleep(KEPT.multipliedBy(2));
        var then = secret.read();

        assertThat(first).isEqualTo("one");
        assertThat(then).isEqualTo("two");
        assertThat(secret.read()).isEqualTo("two");
        assertThat(SERVER.requests("GetSecretValue") - before).isEqualTo(2);
    }

    @Test
    void keepsWhatItHasWhileTheServiceIsDown() throws Exception {
        CLIENT.createSecret(it -> it.name("steady").secretString("one"));
        var secret =
                SecretsManagerText.connect(
                        "steady", "a text", Line.NETWORK, SecretsManagerText.Stage.CURRENT, KEPT);
        secret.read();
        Thread.sleep(KEPT.multipliedBy(2));
        SERVER.failNext(100);
        try {
            assertThat(secret.read()).isEqualTo("one");
        } finally {
            SERVER.failNext(0);
        }
    }

    @Test
    void saysWhichSecretIsMissingAndWhatItIsFor() {
        CLIENT.createSecret(it -> it.name("gone").secretString("one"));
        CLIENT.deleteSecret(it -> it.secretId("gone"));

        assertThatIllegalStateException()
                .isThrownBy(SecretsManagerText.connect("none", "a text")::read)
                .withMessage(
                        "the secret none does not exist in AWS Secrets Manager; create it with a"
                                + " text");
        assertThatIllegalStateException()
                .isThrownBy(SecretsManagerText.connect("gone", "a text")::read)
                .withMessageStartingWith("the secret gone does not exist");
    }
}
