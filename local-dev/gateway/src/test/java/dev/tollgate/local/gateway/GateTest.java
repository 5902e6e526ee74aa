package dev.tollgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.InThisJvm;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.servers.Behaviour;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The whole gate in one JVM, over HTTP: what passes, and each refusal in the order they come. */
final class GateTest {
    private static final String INPUT = "{\"input\": \"hello\"}";

    private static RunningGate gate;
    private static Client caller;

    @BeforeAll
    static void start() {
        gate = RunningGate.inThisJvm();
        gate.allow("production");
        caller = gate.key("agents:invoke", "agents:read", "invocations:read");
    }

    @AfterAll
    static void stop() {
        gate.close();
    }

    @Test
    void letsACallThroughAndRecordsIt() {
        var agent = gate.agent("/happy", "\"cost_per_execution\": 0.25,");

        var answer = caller.post(RunningGate.invoke(agent), INPUT).expect(200);

        assertThat(answer.body().path("status").asText()).isEqualTo("completed");
        assertThat(answer.body().at("/output/reply").asText()).isEqualTo("You said: hello");
        assertThat(answer.body().path("cost_usd").decimalValue()).isEqualByComparingTo("0.25");
        assertThat(answer.header("X-Invocation-Id"))
                .contains(answer.body().path("invocation_id").asText());
        var row =
                caller.get("/api/invocations/" + answer.body().path("invocation_id").asText())
                        .expect(200)
                        .body();
        assertThat(row.path("external_agent_id").asText()).isEqualTo(agent);
        assertThat(row.path("policy").asText()).startsWith("allow_production");
        var status = caller.get("/api/external-agents/" + agent + "/governance-status").expect(200);
        assertThat(status.body().at("/budget/monthly_spent_usd").decimalValue())
                .isEqualByComparingTo("0.25");
        assertThat(status.body().at("/rate_limit/current_usage/minute").asInt()).isEqualTo(1);
    }

    @Test
    void refusesWhomItDoesNotKnow() {
        var agent = gate.agent("/unknown", "");

        var without = gate.anyone().post(RunningGate.invoke(agent), INPUT);
        var unknown = gate.anyone().as("nobody").post(RunningGate.invoke(agent), INPUT);

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.body().toString()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.body().path("code").asText()).isEqualTo("unauthenticated");
        assertThat(unknown.header("WWW-Authenticate")).isPresent();
    }

    @Test
    void refusesAKeyThatMayNotInvoke() {
        var agent = gate.agent("/scope", "");

        var answer = gate.key("agents:read").post(RunningGate.invoke(agent), INPUT);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().path("code").asText()).isEqualTo("insufficient_scope");
    }

    @Test
    void knowsNoOtherAgents() {
        var answer = caller.post(RunningGate.invoke("agt_01kjpvsyz00000000000000000"), INPUT);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("code").asText()).isEqualTo("not_found");
    }

    @Test
    void refusesASuspendedAgent() {
        var agent = gate.agent("/suspended", "");
        gate.owner()
                .patch("/api/external-agents/" + agent, "{\"status\": \"suspended\"}")
                .expect(200);

        assertThat(caller.post(RunningGate.invoke(agent), INPUT).status()).isEqualTo(409);
    }

    @Test
    void replaysTheAnswerOfAKeyAndRefusesAnotherBodyUnderIt() {
        var agent = gate.agent("/idempotent", "");
        var path = RunningGate.invoke(agent);

        var first = caller.post(path, INPUT, "Idempotency-Key", "one").expect(200);
        var second = caller.post(path, INPUT, "Idempotency-Key", "one").expect(200);
        var other = caller.post(path, "{\"input\": \"bye\"}", "Idempotency-Key", "one");

        assertThat(second.body().path("invocation_id"))
                .isEqualTo(first.body().path("invocation_id"));
        assertThat(received("/idempotent")).isEqualTo(1);
        assertThat(other.status()).isEqualTo(422);
    }

    @Test
    void refusesWhatNoPolicyAllowsAndSaysWhy() {
        var agent = gate.agent("/denied", "\"environment\": \"staging\",");

        var answer = caller.post(RunningGate.invoke(agent), INPUT);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().has("explanation")).isTrue();
        assertThat(received("/denied")).isZero();
    }

    @Test
    void refusesMoreCallsThanAMinuteHolds() {
        var agent = gate.agent("/rated", "\"requests_per_minute\": 2,");
        var path = RunningGate.invoke(agent);
        caller.post(path, INPUT).expect(200);
        caller.post(path, INPUT).expect(200);

        var answer = caller.post(path, INPUT);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(received("/rated")).isEqualTo(2);
    }

    @Test
    void refusesToSpendMoreThanTheBudget() {
        var agent =
                gate.agent(
                        "/poor",
                        "\"cost_per_execution\": 0.4, \"max_daily_cost\": 1,"
                                + " \"max_monthly_cost\": 1,");
        var path = RunningGate.invoke(agent);
        caller.post(path, INPUT).expect(200);
        caller.post(path, INPUT).expect(200);

        var answer = caller.post(path, INPUT);

        assertThat(answer.status()).isEqualTo(402);
        assertThat(received("/poor")).isEqualTo(2);
    }

    @Test
    void sendsTheCheaperSettingsOfAnAgentOnceItsSoftBudgetIsNearlySpent() {
        var agent =
                gate.agent(
                        "/soft",
                        "\"cost_per_execution\": 0.4, \"max_daily_cost\": 1,"
                                + " \"max_monthly_cost\": 100, \"budget_enforcement\": \"soft\","
                                + " \"platform_config\": {\"degraded\": {\"model\": \"small\"},"
                                + " \"request_template\": {\"with\": \"{{settings.model}}\"}},");
        var path = RunningGate.invoke(agent);

        for (int i = 0; i < 4; i++) {
            caller.post(path, INPUT).expect(200);
        }

        assertThat(bodies("/soft"))
                .containsExactly(
                        "{\"with\":null}",
                        "{\"with\":null}",
                        "{\"with\":\"small\"}",
                        "{\"with\":\"small\"}");
    }

    @Test
    void suspendsAnExhaustedAgentOnAnAlarmAndTellsThoseWhoAreToKnow() throws Exception {
        var pager = gate.agent("/pager", "");
        var agent =
                gate.agent(
                        "/exhausted",
                        "\"cost_per_execution\": 0.5, \"max_daily_cost\": 1,"
                                + " \"max_monthly_cost\": 1,");
        var path = RunningGate.invoke(agent);
        caller.post(path, INPUT).expect(200);
        caller.post(path, INPUT).expect(200);
        caller.post(path, INPUT).expect(402);

        alarm(pager, "budget-exhausted");
        alarm(pager, "budget-exhausted");

        assertThat(caller.post(path, INPUT).status()).isEqualTo(409);
        var told = "/api/invocations?agent=" + pager;
        var rows = caller.get(told).expect(200).body().path("items");
        for (int i = 0; i < 300 && !isCompleted(rows); i++) {
            Thread.sleep(100);
            rows = caller.get(told).expect(200).body().path("items");
        }
        assertThat(rows).hasSize(1);
        assertThat(isCompleted(rows)).isTrue();
        assertThat(received("/pager")).isEqualTo(1);
        assertThat(body("/pager"))
                .contains("The alarm tollgate-ExternalAgentBudgetExhausted is raised, since");
        gate.owner().patch("/api/external-agents/" + agent, "{\"status\": \"active\"}").expect(200);
        alarm(pager, "budget-exhausted");
        assertThat(caller.post(path, INPUT).status()).isEqualTo(402);
    }

    private static boolean isCompleted(JsonNode rows) {
        return rows.path(0).path("status").asText().equals("completed");
    }

    /** As SNS invokes the function, which knows an agent of this test as where alarms go. */
    private static void alarm(String destination, String event) throws Exception {
        var settings =
                gate.gate()
                        .settings()
                        .with(
                                Map.of(
                                        "ALARM_DESTINATIONS",
                                        destination,
                                        "ALARM_SUSPENDS_EXHAUSTED_AGENTS",
                                        "true"));
        var deployed =
                Functions.ALL.stream()
                        .filter(it -> it.name().equals(LambdaFunction.ALARMS.id()))
                        .findFirst()
                        .orElseThrow();
        var file =
                Path.of(
                        System.getProperty("tollgate.root"),
                        "events",
                        "alarms",
                        event + ".request.json");
        try (var function = InThisJvm.start(deployed, settings)) {
            assertThat(function.invoke(Bytes.of(Files.readAllBytes(file))))
                    .isInstanceOf(Invoked.Answered.class);
        }
    }

    @Test
    void answersForAnAgentThatFails() {
        gate.receiver().answers("/broken", Behaviour.status(500));
        var agent = gate.agent("/broken", "");

        var answer = caller.post(RunningGate.invoke(agent), INPUT);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body().path("upstream_status").asInt()).isEqualTo(500);
    }

    @Test
    void answersForAnAgentThatIsTooSlow() {
        gate.receiver().answers("/slow", Behaviour.after(Duration.ofSeconds(20), Behaviour.echo()));
        var agent = gate.agent("/slow", "");

        assertThat(caller.post(RunningGate.invoke(agent), INPUT).status()).isEqualTo(504);
    }

    @Test
    void deliversLaterWhatIsAskedForLater() throws Exception {
        var agent = gate.agent("/later", "");

        var answer =
                caller.post(RunningGate.invoke(agent), INPUT, "Prefer", "respond-async")
                        .expect(202);

        assertThat(answer.body().path("status").asText()).isEqualTo("queued");
        var path = "/api/invocations/" + answer.body().path("invocation_id").asText();
        var row = caller.get(path).expect(200).body();
        for (int i = 0; i < 300 && !row.path("status").asText().equals("completed"); i++) {
            Thread.sleep(100);
            row = caller.get(path).expect(200).body();
        }
        assertThat(row.path("status").asText()).isEqualTo("completed");
        assertThat(received("/later")).isEqualTo(1);
    }

    @Test
    void carriesEachKindOfCredentialToTheAgentAndNowhereElse() throws Exception {
        gate.receiver().issuesTokensTo("client-7", "s3cret-oauth2");
        Map<String, String> auths = new LinkedHashMap<>();
        auths.put(
                "api-key",
                """
                "auth_type": "api_key", "credentials": {"api_key": "s3cret-api-key"}\
                """);
        auths.put(
                "bearer",
                """
                "auth_type": "bearer_token", "credentials": {"token": "s3cret-bearer"}\
                """);
        auths.put(
                "basic",
                """
                "auth_type": "basic",
                "credentials": {"username": "user", "password": "s3cret-basic"}\
                """);
        auths.put(
                "oauth2",
                """
                "auth_type": "oauth2", "credentials": {"client_id": "client-7",
                "client_secret": "s3cret-oauth2", "token_url": "%s"}\
                """
                        .formatted(gate.receiver().tokenEndpoint()));
        var answers = new ArrayList<String>();

        for (var auth : auths.entrySet()) {
            var agent =
                    gate.agent(
                            "/auth/" + auth.getKey(),
                            "\"auth_config\": {" + auth.getValue() + "},");
            answers.add(
                    gate.owner()
                            .get("/api/external-agents/" + agent)
                            .expect(200)
                            .body()
                            .toString());
            answers.add(
                    caller.post(RunningGate.invoke(agent), INPUT).expect(200).body().toString());
        }

        assertThat(header("/auth/api-key", "x-api-key")).isEqualTo("s3cret-api-key");
        assertThat(header("/auth/bearer", "authorization")).isEqualTo("Bearer s3cret-bearer");
        assertThat(header("/auth/basic", "authorization"))
                .isEqualTo("Basic " + base64("user:s3cret-basic"));
        assertThat(header("/auth/oauth2", "authorization")).startsWith("Bearer token-");
        assertThat(answers).noneMatch(GateTest::tells);
        assertThat(everyItem()).isNotEmpty().noneMatch(GateTest::tells);
        assertThat(Files.readAllLines(log())).isNotEmpty().noneMatch(GateTest::tells);
    }

    private static boolean tells(String text) {
        return text.contains("s3cret") || text.contains(base64("user:s3cret-basic"));
    }

    private static Path log() {
        return Path.of(System.getProperty("tollgate.log"));
    }

    /** Every row of every table. */
    private static List<String> everyItem() {
        var items = new ArrayList<String>();
        try (var dynamo = new Aws(gate.backing()).dynamo(Resources.TABLE_PREFIX).client()) {
            for (var table : dynamo.listTables().tableNames()) {
                for (Map<String, AttributeValue> item :
                        dynamo.scanPaginator(scan -> scan.tableName(table)).items()) {
                    items.add(item.toString());
                }
            }
        }
        return items;
    }

    private static long received(String path) {
        return gate.receiver().requests().stream()
                .filter(request -> request.path().equals(path))
                .count();
    }

    private static String body(String path) {
        return bodies(path).stream().findFirst().orElse("");
    }

    private static List<String> bodies(String path) {
        return gate.receiver().requests().stream()
                .filter(request -> request.path().equals(path))
                .map(request -> request.body())
                .toList();
    }

    private static String header(String path, String name) {
        return gate.receiver().requests().stream()
                .filter(request -> request.path().equals(path))
                .findFirst()
                .flatMap(request -> request.header(name))
                .orElse("");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
