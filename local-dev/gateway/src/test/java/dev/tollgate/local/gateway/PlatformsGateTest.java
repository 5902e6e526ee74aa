package dev.tollgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.local.servers.Behaviour;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents of chat platforms, registered and invoked over HTTP, on a receiver that plays each. */
final class PlatformsGateTest {
    private static final String INPUT = "{\"input\": \"Quarterly figures are ready.\"}";

    private static RunningGate gate;

    @BeforeAll
    static void start() {
        gate = RunningGate.inThisJvm();
        gate.allow("production");
    }

    @AfterAll
    static void stop() {
        gate.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slack | /services/T1/B1/x | 200 | ok | {}",
                "discord | /api/webhooks/1/x | 200 | {\"id\": \"77\"} | {}",
                "telegram | /bot1:x/sendMessage | 200 |"
                        + " {\"ok\": true, \"result\": {\"message_id\": 5}} | {\"chat_id\": \"1\"}",
                "teams | /workflows/x | 202 | {} | {}",
                "notion | /v1/pages | 200 |"
                        + " {\"object\": \"page\", \"id\": \"p1\", \"url\": \"https://n.example/p1\"}"
                        + " | {\"page_id\": \"0123456789abcdef0123456789abcdef\"}",
            })
    void bringsACallToEachPlatformInItsFormat(
            String platform, String path, int status, String answer, String config)
            throws InterruptedException {
        gate.receiver().answers(path, Behaviour.answering(status, answer));
        var agent = agent(platform, path, config);

        var queued = gate.owner().post(RunningGate.invoke(agent), INPUT).expect(202).body();

        var row = over(queued.path("invocation_id").asText());
        assertThat(row.path("status").asText()).isEqualTo("completed");
        assertThat(row.path("webhook_delivery_status").asText()).isEqualTo("delivered");
        assertThat(gate.receiver().requests())
                .filteredOn(request -> request.path().equals(path))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("Quarterly figures"));
    }

    @Test
    void sendsATestMessageAndSaysWhatThePlatformAnswered() {
        var path = "/services/T1/B1/test";
        gate.receiver().answers(path, Behaviour.answering(403, "invalid_token"));
        var agent = agent("slack", path, "{}");

        var report =
                gate.owner().post("/api/external-agents/" + agent + "/test", "").expect(200).body();

        assertThat(report.path("delivered").asBoolean()).isFalse();
        assertThat(report.path("upstream_status").asInt()).isEqualTo(403);
        assertThat(report.path("excerpt").asText()).isEqualTo("invalid_token");
    }

    @Test
    void listsAFailedDeliveryAndMakesItAgain() throws InterruptedException {
        var path = "/workflows/again";
        gate.receiver()
                .answers(
                        path,
                        Behaviour.inTurn(
                                Behaviour.answering(400, "{\"error\": \"bad card\"}"),
                                Behaviour.status(202)));
        var agent = agent("teams", path, "{}");
        var failed =
                over(
                        gate.owner()
                                .post(RunningGate.invoke(agent), INPUT)
                                .expect(202)
                                .body()
                                .path("invocation_id")
                                .asText());
        assertThat(failed.path("webhook_delivery_status").asText()).isEqualTo("failed");

        var listed =
                gate.owner()
                        .get("/api/deliveries?status=failed&agent=" + agent)
                        .expect(200)
                        .body()
                        .path("items");
        var again =
                gate.owner()
                        .post("/api/deliveries/" + listed.at("/0/id").asText() + "/retry", "")
                        .expect(202)
                        .body();

        assertThat(listed).hasSize(1);
        assertThat(over(again.path("invocation_id").asText()).path("status").asText())
                .isEqualTo("completed");
        assertThat(
                        gate.receiver().requests().stream()
                                .filter(request -> request.path().equals(path))
                                .map(request -> request.header("idempotency-key"))
                                .distinct())
                .hasSize(1);
    }

    private static String agent(String platform, String path, String config) {
        var auth =
                List.of("telegram", "notion").contains(platform)
                        ? "\"auth_config\": {\"auth_type\": \"bearer_token\","
                                + " \"credentials\": {\"token\": \"1:x\"}},"
                        : "";
        return gate.owner()
                .post(
                        "/api/external-agents",
                        """
                        {"name": "%s", "platform": "%s", %s "platform_config": %s,
                         "webhook_url": "%s"}\
                        """
                                .formatted(
                                        UUID.randomUUID(),
                                        platform,
                                        auth,
                                        config,
                                        gate.receiver().at(path)))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    /** The record of a call once its delivery is over. */
    private static JsonNode over(String invocation) throws InterruptedException {
        var row = record(invocation);
        for (int i = 0; i < 300 && !isOver(row); i++) {
            Thread.sleep(100);
            row = record(invocation);
        }
        return row;
    }

    private static boolean isOver(JsonNode row) {
        return List.of("delivered", "failed")
                .contains(row.path("webhook_delivery_status").asText());
    }

    private static JsonNode record(String invocation) {
        return gate.owner().get("/api/invocations/" + invocation).expect(200).body();
    }
}
