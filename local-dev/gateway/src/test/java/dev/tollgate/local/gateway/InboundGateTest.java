package dev.tollgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.slack.api.app_backend.SlackSignature;
import dev.tollgate.local.servers.ReceivedRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Slack app calls the running gate, signed by Slack's own library. */
final class InboundGateTest {
    private static final String SECRET = "8f742231b10e8888abcd99eeefff85a5";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient SLACK = HttpClient.newHttpClient();

    private static RunningGate gate;

    @BeforeAll
    static void start() {
        gate = RunningGate.inThisJvm();
        gate.allow("production");
    }

    @AfterAll
    static void stop() {
        gate.close();
        SLACK.close();
    }

    @Test
    void carriesASlashCommandToTheAgentThatItIsFor() throws Exception {
        var target = gate.agent("/asked", "");
        var body = command("/ask", "What is 100 % of <2> & ü?", "/told");

        var answer = send(slack(target), body, SECRET);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("response_type").asText())
                .isEqualTo("ephemeral");
        var asked = JSON.readTree(first("/asked").body());
        assertThat(asked.path("input"))
                .isEqualTo(
                        JSON.readTree(
                                "{\"text\":\"What is 100 % of <2> & ü?\",\"command\":\"ask\"}"));
        assertThat(asked.path("user"))
                .isEqualTo(
                        JSON.readTree(
                                "{\"id\":\"U2147483697\",\"system\":\"slack\",\"session_id\":\"C1\"}"));
        var told = JSON.readTree(first("/told").body());
        assertThat(told.path("response_type").asText()).isEqualTo("in_channel");
        assertThat(told.path("blocks").toString()).contains("You said:");
    }

    @Test
    void tellsThePersonWhyNot() throws Exception {
        var poor = gate.agent("/poor", "\"max_daily_cost\": 0.01, \"max_monthly_cost\": 1,");

        var answer = send(slack(poor), command("/ask", "hi", "/untold"), SECRET);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("text").asText())
                .isEqualTo("Over today's budget of $0.01; it resets at 00:00 UTC.");
    }

    @Test
    void refusesWhatSlackDidNotSignAndCallsNobody() throws Exception {
        var slack = slack(gate.agent("/forged", ""));

        var forged = send(slack, command("/ask", "hi", "/untold"), "0".repeat(32));
        var elsewhere =
                send(
                        slack.replace("/slack/", "/telegram/"),
                        command("/ask", "hi", "/untold"),
                        SECRET);

        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(forged.body()).path("code").asText()).isEqualTo("inbound_refused");
        assertThat(elsewhere.statusCode()).isEqualTo(404);
        assertThat(received("/forged")).isEmpty();
    }

    /** The path that the Slack app of a new agent calls. */
    private static String slack(String target) {
        var agent =
                gate.owner()
                        .post(
                                "/api/external-agents",
                                """
                                {"name": "%s", "platform": "slack", "inbound_secret": "%s",
                                 "platform_config": {"target_agent_id": "%s"}}\
                                """
                                        .formatted(UUID.randomUUID(), SECRET, target))
                        .expect(201)
                        .body();
        return "/inbound/slack/" + agent.path("id").asText();
    }

    private static String command(String command, String text, String answers) {
        return Map.of(
                        "user_id",
                        "U2147483697",
                        "channel_id",
                        "C1",
                        "command",
                        command,
                        "text",
                        text,
                        "trigger_id",
                        UUID.randomUUID().toString(),
                        "response_url",
                        gate.receiver().at(answers).toString())
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> send(String path, String body, String secret)
            throws IOException, InterruptedException {
        var seconds = Long.toString(InstantSource.system().instant().getEpochSecond());
        var request =
                HttpRequest.newBuilder(gate.gate().endpoint().resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Slack-Request-Timestamp", seconds)
                        .header(
                                "X-Slack-Signature",
                                new SlackSignature.Generator(secret).generate(seconds, body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return SLACK.send(request, HttpResponse.BodyHandlers.ofString());
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
