package dev.tollgate.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.secretsmanager.caching.SecretCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

class SecretsServerTest {
    private static final String NAME = "tollgate/org_1/agents/agt_1";

    private final SecretsServer server = SecretsServer.inMemory();
    private final SecretsManagerClient client = LocalClients.secrets(server.endpoint());

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void answersASecretByNameByArnAndByArnWithoutItsRandomEnd() {
        String arn = create("sesame").arn();

        assertThat(List.of(NAME, arn, arn.substring(0, arn.length() - 7)))
                .extracting(id -> client.getSecretValue(get -> get.secretId(id)).secretString())
                .containsOnly("sesame");
    }

    @Test
    void keepsBytesAsTheyAre() {
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, -1, 127});

        client.createSecret(secret -> secret.name(NAME).secretBinary(bytes));

        assertThat(client.getSecretValue(get -> get.secretId(NAME)).secretBinary())
                .isEqualTo(bytes);
    }

    @Test
    void keepsThePreviousVersionBesideTheCurrentOne() {
        String first = create("one").versionId();
        String second = put("two");
        String third = put("three");

        assertThat(stages())
                .isEqualTo(Map.of(second, List.of("AWSPREVIOUS"), third, List.of("AWSCURRENT")));
        assertThat(
                        client.getSecretValue(get -> get.secretId(NAME).versionStage("AWSPREVIOUS"))
                                .secretString())
                .isEqualTo("two");
        assertThat(client.getSecretValue(get -> get.secretId(NAME).versionId(first)).secretString())
                .isEqualTo("one");
    }

    @Test
    void keepsAPendingVersionApartUntilItIsMadeCurrent() {
        String first = create("old").versionId();
        String pending =
                client.putSecretValue(put ->
                                put.secretId(NAME).secretString("new").versionStages("AWSPENDING"))
                        .versionId();
        String before = currentValue();

        client.updateSecretVersionStage(move ->
                move.secretId(NAME)
                        .versionStage("AWSCURRENT")
                        .moveToVersionId(pending)
                        .removeFromVersionId(first));

        assertThat(before).isEqualTo("old");
        assertThat(currentValue()).isEqualTo("new");
        assertThat(stages())
                .isEqualTo(
                        Map.of(
                                first,
                                List.of("AWSPREVIOUS"),
                                pending,
                                List.of("AWSCURRENT", "AWSPENDING")));
    }

    @Test
    void movesALabelOnlyIfItsHolderIsNamed() {
        create("one");
        String second = put("two");
        String pending =
                client.putSecretValue(put ->
                                put.secretId(NAME).secretString("new").versionStages("AWSPENDING"))
                        .versionId();

        assertThatThrownBy(() ->
                        client.updateSecretVersionStage(move ->
                                move.secretId(NAME)
                                        .versionStage("AWSCURRENT")
                                        .moveToVersionId(pending)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("currently attached to version " + second);
    }

    @Test
    void storesARepeatedTokenOnce() {
        create("one");
        String token = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            client.putSecretValue(
                    put -> put.secretId(NAME).secretString("two").clientRequestToken(token));
        }

        assertThat(stages().get(token)).containsExactly("AWSCURRENT");
        assertThatThrownBy(() ->
                        client.putSecretValue(put ->
                                put.secretId(NAME).secretString("other").clientRequestToken(token)))
                .isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void refusesANameThatIsTaken() {
        create("one");

        assertThatThrownBy(() -> create("two")).isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void tellsASecretThatIsNotThereFromOneWithoutAValue() {
        client.createSecret(secret -> secret.name("empty"));

        assertThatThrownBy(() -> client.getSecretValue(get -> get.secretId("none")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("can't find the specified secret.");
        assertThatThrownBy(() -> client.getSecretValue(get -> get.secretId("empty")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("staging label: AWSCURRENT");
    }

    @Test
    void hidesADeletedSecretUntilItIsRestored() {
        create("one");

        client.deleteSecret(delete -> delete.secretId(NAME).recoveryWindowInDays(7L));

        assertThatThrownBy(this::currentValue).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> create("two")).isInstanceOf(InvalidRequestException.class);
        assertThat(client.listSecrets().secretList()).isEmpty();
        client.restoreSecret(restore -> restore.secretId(NAME));
        assertThat(currentValue()).isEqualTo("one");
    }

    @Test
    void freesTheNameOfASecretDeletedWithoutRecovery() {
        create("one");

        client.deleteSecret(delete -> delete.secretId(NAME).forceDeleteWithoutRecovery(true));

        assertThatThrownBy(this::currentValue).isInstanceOf(ResourceNotFoundException.class);
        create("two");
        assertThat(currentValue()).isEqualTo("two");
    }

    @Test
    void describesASecretWithoutItsValue() {
        client.createSecret(secret ->
                secret.name(NAME)
                        .description("for an agent")
                        .secretString("sesame")
                        .tags(Tag.builder().key("organisation").value("org_1").build()));
        client.updateSecret(update -> update.secretId(NAME).description("for another agent"));

        var description = client.describeSecret(describe -> describe.secretId(NAME));

        assertThat(description.description()).isEqualTo("for another agent");
        assertThat(description.tags())
                .containsExactly(Tag.builder().key("organisation").value("org_1").build());
        assertThat(description.toString()).doesNotContain("sesame");
    }

    @Test
    void tellsTheKeyThatASecretIsEncryptedUnder() {
        client.createSecret(secret -> secret.name(NAME).secretString("one").kmsKeyId("alias/ours"));
        put("two");
        var before = client.describeSecret(describe -> describe.secretId(NAME)).kmsKeyId();
        client.updateSecret(update -> update.secretId(NAME).kmsKeyId("alias/theirs"));

        assertThat(before).isEqualTo("alias/ours");
        assertThat(client.describeSecret(describe -> describe.secretId(NAME)).kmsKeyId())
                .isEqualTo("alias/theirs");
    }

    @Test
    void listsAllSecretsPageByPage() {
        List<String> names = List.of("a", "b", "c", "d", "e");
        names.forEach(name -> client.createSecret(secret -> secret.name(name).secretString(name)));

        assertThat(
                        client.listSecretsPaginator(list -> list.maxResults(2)).stream()
                                .flatMap(page -> page.secretList().stream()))
                .extracting(SecretListEntry::name)
                .isEqualTo(names);
    }

    @Test
    void servesTheCachingClientWithOneRequestUntilItIsToldToRefresh() {
        create("one");
        try (var cache = new SecretCache(client)) {
            for (int i = 0; i < 5; i++) {
                assertThat(cache.getSecretString(NAME)).isEqualTo("one");
            }
            put("two");
            int before = server.requests("GetSecretValue");

            boolean refreshed = refresh(cache);

            assertThat(refreshed).isTrue();
            assertThat(cache.getSecretString(NAME)).isEqualTo("two");
            assertThat(before).isEqualTo(1);
            assertThat(server.requests("GetSecretValue")).isEqualTo(2);
        }
    }

    @Test
    void failsAsOftenAsItIsTold() {
        create("one");
        server.failNext(1);

        String value = currentValue();

        assertThat(value).isEqualTo("one");
        assertThat(server.requests()).containsEntry("GetSecretValue", 2);
    }

    @Test
    void refusesAnOperationItDoesNotKnow() {
        assertThatThrownBy(() -> client.getRandomPassword(password -> password.passwordLength(20L)))
                .isInstanceOf(SecretsManagerException.class)
                .hasMessageContaining("this server does not know GetRandomPassword");
    }

    @Test
    void findsItsSecretsAgainInTheDirectoryItKeeps(@TempDir Path directory) throws Exception {
        try (var keeping = SecretsServer.keeping(directory);
                var first = LocalClients.secrets(keeping.endpoint())) {
            first.createSecret(secret -> secret.name(NAME).secretString("sesame"));
        }

        try (var keeping = SecretsServer.keeping(directory);
                var second = LocalClients.secrets(keeping.endpoint())) {
            assertThat(second.getSecretValue(get -> get.secretId(NAME)).secretString())
                    .isEqualTo("sesame");
        }
        assertThat(Files.getPosixFilePermissions(directory.resolve("secrets.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(Listening.onLoopbackOnly(server.endpoint().getPort())).isTrue();
    }

    private CreateSecretResponse create(String value) {
        return client.createSecret(secret -> secret.name(NAME).secretString(value));
    }

    private String put(String value) {
        return client.putSecretValue(put -> put.secretId(NAME).secretString(value)).versionId();
    }

    private String currentValue() {
        return client.getSecretValue(get -> get.secretId(NAME)).secretString();
    }

    private Map<String, List<String>> stages() {
        return client.describeSecret(describe -> describe.secretId(NAME)).versionIdsToStages();
    }

    private static boolean refresh(SecretCache cache) {
        try {
            return cache.refreshNow(NAME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
