package dev.tollgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.local.gateway.Client.Reply;
import dev.tollgate.local.servers.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** People of Microsoft Teams talk to a bot, whose Bot Connector calls the running gate. */
final class BotGateTest {
    private static final String BOT = "00000000-0000-4000-8000-00000000b07a";
    private static final String PERSON = "00000000-0000-4000-8000-000000000001";
    private static final InstantSource CLOCK = InstantSource.system();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static BotConnector connector;
    private static RunningGate gate;

    @BeforeAll
    static void start() {
        connector = new BotConnector();
        gate =
                RunningGate.inThisJvm(
                        Map.of("BOT_FRAMEWORK_METADATA_URL", connector.metadata().toString()));
        gate.allow("production");
    }

    @AfterAll
    static void stop() {
        gate.close();
        connector.close();
    }

    @Test
    void carriesAMessageToTheAgentThatItIsFor() throws Exception {
        var target = gate.agent("/asked", "");
        var bot = bot(target, "/workflows/told");

        var answer = send(bot, good(), message());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEmpty();
        var asked = JSON.readTree(first("/asked").body());
        assertThat(asked.path("input"))
                .isEqualTo(JSON.readTree("{\"text\": \"is 3 < 4 & bold?\"}"));
        assertThat(asked.at("/user/id").asText()).isEqualTo(PERSON);
        assertThat(first("/workflows/told").body()).contains("AdaptiveCard", "You said:");
        var row = calls(target).path(0);
        assertThat(row.path("principal").asText()).isEqualTo(bot);
        assertThat(row.path("external_user_id").asText()).isEqualTo(PERSON);
        assertThat(row.path("external_system").asText()).isEqualTo("teams");
        assertThat(row.path("external_session_id").asText()).startsWith("19:");
        assertThat(row.at("/external_context/user_name").asText()).isEqualTo("Ari Example");
        assertThat(row.path("policy").asText()).startsWith("allow_production");
    }

    @Test
    void callsNobodyAgainWhenTheSameMessageComesAgain() throws Exception {
        var target = gate.agent("/again", "");
        var bot = bot(target, "/workflows/again");
        var message = message();

        var first = send(bot, good(), message);
        var second = send(bot, good(), message);

        assertThat(List.of(first.status(), second.status())).containsExactly(200, 200);
        assertThat(first("/workflows/again").body()).contains("You said:");
        assertThat(calls(target)).hasSize(1);
    }

    /** Teams shows nothing of what answers a bot's request. */
    @Test
    void tellsThePersonByTheWorkflowWhyNot() throws Exception {
        var poor = gate.agent("/poor", "\"max_daily_cost\": 0.01, \"max_monthly_cost\": 1,");
        var bot = bot(poor, "/workflows/untold");

        var answer = send(bot, good(), message());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEmpty();
        assertThat(first("/workflows/untold").body()).contains("Over today's budget of $0.01");
        assertThat(received("/poor")).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatTheConnectorDidNotSignForThisBot() {
        var now = CLOCK.instant();
        var claims = BotConnector.claims(BOT, now);
        var past = now.getEpochSecond() - 3600;
        var forger = PublishedKey.generated("teams");
        return Stream.of(
                refusal("wrong_signature", forger.token(claims)),
                refusal("unknown_key", PublishedKey.generated("forger").token(claims)),
                refusal("stale", connector.teams.token(claims.deepCopy().put("exp", past))),
                refusal(
                        "wrong_audience",
                        connector.teams.token(
                                claims.deepCopy().put("aud", UUID.randomUUID().toString()))),
                refusal(
                        "wrong_issuer",
                        connector.teams.token(
                                claims.deepCopy().put("iss", "https://sts.windows.net/"))),
                refusal("wrong_channel", connector.webChat.token(claims)),
                refusal(
                        "wrong_service_url",
                        connector.teams.token(
                                claims.deepCopy().put("serviceurl", "https://elsewhere.example/"))),
                refusal("malformed_signature", Jwt.of(good()).unsigned().toString()));
    }

    private static DynamicTest refusal(String reason, String token) {
        return DynamicTest.dynamicTest(reason, () -> assertRefused(reason, token));
    }

    private static void assertRefused(String reason, String token) throws IOException {
        var target = gate.agent("/forged", "");
        var bot = bot(target, "/workflows/forged");
        var before = Set.copyOf(audit());

        var answer = send(bot, token, message());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().path("code").asText()).isEqualTo("inbound_refused");
        assertThat(answer.body().path("reason").asText()).isEqualTo(reason);
        var since = new HashSet<>(audit());
        since.removeAll(before);
        assertThat(since)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("action").asText())
                            .isEqualTo("external_agent.inbound_refused");
                    assertThat(event.path("actor").asText()).isEqualTo("anonymous");
                    assertThat(event.path("subject").asText()).isEqualTo(bot);
                    assertThat(event.at("/details/reason").asText()).isEqualTo(reason);
                });
        assertThat(calls(bot)).isEmpty();
        assertThat(calls(target)).isEmpty();
        assertThat(received("/forged")).isEmpty();
        assertThat(received("/workflows/forged")).isEmpty();
    }

    /** Whoever makes ids of keys up does not make the gate ask Microsoft for each. */
    @Test
    void asksForTheKeysOnceForManyMessages() throws Exception {
        var bot = bot(gate.agent("/many", ""), "/workflows/many");
        send(bot, good(), message()).expect(200);
        long asked = connector.asked();
        var claims = BotConnector.claims(BOT, CLOCK.instant());

        for (int i = 0; i < 5; i++) {
            var key = new PublishedKey("made-up-" + i, connector.webChat.pair());
            assertThat(send(bot, key.token(claims), message()).status()).isEqualTo(401);
        }

        assertThat(connector.asked()).isBetween(asked, asked + 1);
    }

    @Test
    void isNoWayInToAnAgentWithoutABot() throws Exception {
        var agent =
                gate.owner()
                        .post("/api/external-agents", agent("{}", "/workflows/none"))
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();

        assertThat(send(agent, good(), message()).status()).isEqualTo(404);
    }

    private static String good() {
        return connector.teams.token(BotConnector.claims(BOT, CLOCK.instant()));
    }

    /** The id of a new agent of Teams that a bot belongs to. */
    private static String bot(String target, String workflow) {
        return gate.owner()
                .post(
                        "/api/external-agents",
                        agent(
                                "{\"bot_app_id\": \"%s\", \"target_agent_id\": \"%s\"}"
                                        .formatted(BOT, target),
                                workflow))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    private static String agent(String config, String workflow) {
        return """
        {"name": "%s", "platform": "teams", "platform_config": %s, "webhook_url": "%s"}\
        """
                .formatted(UUID.randomUUID(), config, gate.receiver().at(workflow));
    }

    /** The golden message as one that was never sent before. */
    private static String message() throws IOException {
        var file =
                Path.of(
                        System.getProperty("tollgate.root"),
                        "events",
                        "inbound",
                        "teams-message.json");
        var message = (ObjectNode) JSON.readTree(file.toFile());
        return message.put("id", UUID.randomUUID().toString())
                .put("timestamp", CLOCK.instant().toString())
                .toString();
    }

    private static Reply send(String agent, String token, String body) {
        return gate.anyone().as(token).post("/inbound/teams/" + agent, body);
    }

    private static JsonNode calls(String agent) {
        return gate.owner().get("/api/invocations?agent=" + agent).expect(200).body().path("items");
    }

    private static List<JsonNode> audit() {
        var events = new ArrayList<JsonNode>();
        gate.owner()
                .get("/admin/audit?tail=1000")
                .expect(200)
                .body()
                .path("items")
                .forEach(events::add);
        return events;
    }

    private static ReceivedRequest first(String path) throws InterruptedException {
        for (int i = 0; i < 300 && received(path).isEmpty(); i++) {
            Thread.sleep(100);
        }
        return received(path).getFirst();
    }

    private static List<ReceivedRequest> received(String path) {
        return gate.receiver().requests().stream()
                .filter(request -> request.path().equals(path))
                .toList();
    }
}
