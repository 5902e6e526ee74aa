package dev.tollgate.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.AgentId;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.Table;
import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.SecretsServer;
import dev.tollgate.secrets.SecretsManagerCredentials;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** On the real stores: a secret that is registered is in the secret store and nowhere else. */
final class SecretsStayTest {
    private static final String CANARY = "canary-7f3a9d";
    private static final SecretsServer SECRETS = SecretsServer.inMemory();

    private static final List<String> AUTHS =
            List.of(
                    "\"api_key\", \"credentials\": {\"api_key\": \"CANARY\"}",
                    "\"bearer_token\", \"credentials\": {\"token\": \"CANARY\"}",
                    "\"basic\", \"credentials\": {\"username\": \"CANARY\", \"password\": \"CANARY\"}",
                    "\"oauth2\", \"credentials\": {\"client_id\": \"CANARY\", \"client_secret\":"
                            + " \"CANARY\", \"token_url\": \"https://login.example.com/CANARY\"}",
                    "\"custom\", \"credentials\": {\"headers\": {\"X-Key\": \"CANARY\"}}",
                    "\"none\"");

    private final List<String> answers = new ArrayList<>();

    @AfterAll
    static void stop() {
        SECRETS.close();
    }

    @Test
    void keepsSecretsOutOfTablesAnswersAuditAndLogs() throws Exception {
        var dynamo = dynamo();
        var credentials = SecretsManagerCredentials.connect("tollgate/");
        var gate = new Gate(new DynamoAgents(dynamo, new SecureRandom()), credentials, Map.of());

        var ids = new ArrayList<String>();
        for (var auth : AUTHS) {
            ids.add(registerChangeAndFail(gate, auth.replace("CANARY", CANARY)));
        }

        for (var id : ids) {
            var secret = credentials.fetch(gate.acme, new AgentId(id), 2).orElseThrow();
            assertThat(secret.webhookUrl().orElseThrow().toString()).contains(CANARY);
            assertThat(secret.toString()).doesNotContain(CANARY);
        }
        assertThat(answers).hasSize(AUTHS.size() * 6).noneMatch(text -> text.contains(CANARY));
        assertThat(rows(dynamo))
                .anyMatch(rows -> rows.contains("https://agents.example.com/…"))
                .noneMatch(rows -> rows.contains(CANARY));
        assertThat(gate.audit.all())
                .isNotEmpty()
                .noneMatch(event -> event.toString().contains(CANARY));
        assertThat(Files.readString(Path.of("target/test.log")))
                .contains("POST /api/external-agents answered 201")
                .doesNotContain(CANARY);
    }

    private String registerChangeAndFail(Gate gate, String auth) {
        var secret =
                """
                "webhook_url": "https://agents.example.com/%s?key=%s",
                "auth_config": {"auth_type": %s}\
                """
                        .formatted(CANARY, CANARY, auth);
        var name = "Agent " + answers.size();
        var registered =
                keep(
                        gate.register(
                                "{\"name\": \"%s\", \"platform\": \"custom_http\", %s}"
                                        .formatted(name, secret)));
        assertThat(registered.status()).as(registered.text()).isEqualTo(201);
        var id = registered.json().path("id").asText();
        keep(gate.change(id, "{" + secret + "}"));
        keep(gate.read(id));
        keep(gate.list(Map.of()));
        keep(gate.change(id, "{\"requests_per_day\": 0, " + secret + "}"));
        // A fault: the secret store is away. The whole exception is logged.
        SECRETS.failNext(20);
        assertThat(keep(gate.change(id, "{" + secret + "}")).status()).isEqualTo(500);
        SECRETS.failNext(0);
        return id;
    }

    private Gate.Reply keep(Gate.Reply reply) {
        answers.add(reply.text() + reply.headers());
        return reply;
    }

    /** All rows of each table, as they come over the wire. */
    private static List<String> rows(Dynamo dynamo) throws IOException, InterruptedException {
        var rows = new ArrayList<String>();
        try (var http = HttpClient.newHttpClient()) {
            for (var table : Table.values()) {
                var scan =
                        HttpRequest.newBuilder(DynamoDbServer.shared().endpoint())
                                .header("Content-Type", "application/x-amz-json-1.0")
                                .header("X-Amz-Target", "DynamoDB_20120810.Scan")
                                .header(
                                        "Authorization",
                                        "AWS4-HMAC-SHA256 Credential=local/20260302/eu-central-1/dynamodb/aws4_request,"
                                                + " SignedHeaders=host, Signature=0")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"TableName\": \"%s\"}"
                                                        .formatted(dynamo.name(table))))
                                .build();
                var answer = http.send(scan, BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                rows.add(answer.body());
            }
        }
        return rows;
    }

    private static Dynamo dynamo() {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty(
                "aws.endpointUrlDynamoDb", DynamoDbServer.shared().endpoint().toString());
        System.setProperty("aws.endpointUrlSecretsManager", SECRETS.endpoint().toString());
        var dynamo = Dynamo.connect("registration-test_");
        dynamo.createTables();
        return dynamo;
    }
}
