package dev.tollgate.local.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.local.gateway.Client;
import dev.tollgate.local.gateway.Client.Reply;
import dev.tollgate.local.gateway.RunningGate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runbook's incidents happen, and are dealt with as it says: each step has its effect. */
final class IncidentsTest {
    private static final String INPUT = "{\"input\": \"hello\"}";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final InstantSource CLOCK = InstantSource.system();

    /** What {@code TOKEN_CHECK_SECONDS} and {@code AUTHORIZER_CACHE_SECONDS} add up to here. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    @TempDir private Path scratch;

    /** The newest first. */
    private final Deque<RunningGate> gates = new ArrayDeque<>();

    // Made before each test.
    @SuppressWarnings("NullAway.Init")
    private RunningGate gate;

    @SuppressWarnings("NullAway.Init")
    private Desk desk;

    @SuppressWarnings("NullAway.Init")
    private Bash bash;

    @BeforeEach
    void start() {
        assumeThat(Bash.missing("bash", "curl", "jq", "openssl"))
                .as("programs that are missing")
                .isEmpty();
        gate =
                RunningGate.inThisJvm(
                        Map.of(
                                "TOKEN_CHECK_SECONDS", "1",
                                "AUTHORIZER_CACHE_SECONDS", "1",
                                "KILL_SWITCH_CACHE_SECONDS", "1",
                                "EXTERNAL_AGENT_POLICY_CACHE_TTL_SECONDS", "1"));
        gates.push(gate);
        desk = new Desk(gate);
        bash = new Bash(scratch);
        bash.set("URL", desk.url());
        bash.set("SECRETS_MANAGER", desk.secrets());
        bash.set("ADMIN_PASSWORD", RunningGate.PASSWORD);
        desk.create("on-call", "admin");
        bash.set("TOKEN", desk.signIn("on-call").path("token").asText());
    }

    @AfterEach
    void stop() {
        gates.forEach(RunningGate::close);
    }

    @Test
    void stopsASuspiciousCallAndBringsItsAgentBack() throws IOException {
        var agent = desk.agent();
        var suspect = desk.create("suspect", "operator");
        var theirs = gate.anyone().as(desk.signIn("suspect").path("token").asText());
        var others = gate.key("agents:invoke");
        var partner = gate.key("agents:invoke", "identity:assert");
        var bad = desk.owner().post("/api/api-keys", key()).expect(201).body();
        var call = invoke(theirs, agent).expect(200).body().path("invocation_id").asText();
        var held = held(theirs, agent);
        var procedure = Procedure.of("Incident: a suspicious call", bash);
        bash.set("INVOCATION", call);
        bash.set("KEY_ID", bad.path("id").asText());
        bash.set("PERSON", "u-17");
        bash.set("APPROVAL", held.path("approval_id").asText());

        assertThat(procedure.run("/api/invocations?limit=50"))
                .contains(call + "\t" + agent + "\t" + suspect + "\tcompleted");
        procedure.run("AGENT_ID=");
        procedure.run("CALLER=");
        assertThat(bash.variable("AGENT_ID")).isEqualTo(agent);
        assertThat(bash.variable("CALLER")).isEqualTo(suspect);

        assertThat(procedure.run("/admin/kill-switches/agent:")).isEqualTo("1");
        within(Duration.ofSeconds(1), () -> invoke(others, agent).status() == 503);
        assertThat(invoke(theirs, agent).body().path("detail").asText())
                .contains("A suspicious call is being looked into.");
        assertThat(approve(held).body().path("code").asText()).isEqualTo("kill_switch");

        assertThat(procedure.run("suspended")).isEqualTo("suspended");
        assertThat(invoke(others, agent).status()).isEqualTo(409);

        var seen = JSON.readTree(procedure.run("/api/invocations/$INVOCATION"));
        assertThat(seen.path("principal").asText()).isEqualTo(suspect);
        assertThat(seen.path("source_ip").asText()).isEqualTo("127.0.0.1");
        assertThat(seen.path("policy").asText()).startsWith("allow_production");
        assertThat(procedure.run("subject=$AGENT_ID"))
                .contains(
                        "external_agent.policy_evaluated\t" + suspect + "\t127.0.0.1",
                        "external_agent.credentials_accessed\t" + suspect);
        assertThat(procedure.run("actor=$CALLER"))
                .contains("admin.login\t" + suspect, "approval.required");

        assertThat(procedure.run("/admin/users/$CALLER")).isEqualTo("true");
        procedure.run("/api/api-keys/$KEY_ID", 204);
        assertThat(procedure.run("/api/policies", 201)).isEqualTo("1");
        var badKey = gate.anyone().as(bad.path("key").asText());
        within(BOUND, () -> invoke(theirs, agent).status() == 401);
        within(BOUND, () -> invoke(badKey, agent).status() == 401);
        assertThat(signIn("suspect", Desk.USERS_PASSWORD)).isEqualTo(401);

        assertThat(procedure.run("/approvals/pending"))
                .startsWith(bash.variable("APPROVAL") + "\t" + suspect);
        assertThat(procedure.run("/reject")).isEqualTo("rejected");
        assertThat(record(held).path("status").asText()).isEqualTo("refused");

        assertThat(JSON.readTree(procedure.run("requests_per_minute")))
                .isEqualTo(JSON.readTree("{\"requests_per_minute\":3,\"max_daily_cost\":1}"));

        procedure.run("-X DELETE \"$URL/admin/kill-switches/agent:", 204);
        assertThat(invoke(others, agent).status()).isEqualTo(409);
        assertThat(procedure.run("active")).isEqualTo("active");
        within(Duration.ofSeconds(1), () -> invoke(others, agent).status() == 200);
        assertThat(JSON.readTree(procedure.run("/test")).path("delivered").asBoolean()).isTrue();
        assertThat(invokeFor("u-17", partner, agent).status()).isEqualTo(403);
        assertThat(invokeFor("u-18", partner, agent).status()).isEqualTo(200);
        assertThat(invoke(others, agent).status()).isEqualTo(429);

        procedure.runHere("NEW_PASSWORD=");
        procedure.run("/password", 204);
        assertThat(procedure.run("\"disabled\":false")).isEqualTo("false");
        procedure.run("/api/policies/incident", 204);
        assertThat(signIn("suspect", Desk.USERS_PASSWORD)).isEqualTo(401);
        assertThat(signIn("suspect", bash.variable("NEW_PASSWORD"))).isEqualTo(200);
        within(Duration.ofSeconds(1), () -> invokeFor("u-17", partner, agent).status() == 429);

        assertThat(procedure.run("/admin/audit?tail=500").lines())
                .extracting(line -> line.split("\t", -1)[1])
                .containsSubsequence(
                        "kill_switch.pulled",
                        "external_agent.suspended",
                        "user.changed",
                        "api_key.deleted",
                        "policy.created",
                        "approval.reject",
                        "external_agent.updated",
                        "kill_switch.put_back",
                        "external_agent.activated",
                        "user.password_changed",
                        "user.changed",
                        "policy.deleted");
        procedure.assertDone();
    }

    private static String key() {
        return "{\"name\": \"bad\", \"scopes\": [\"agents:invoke\"]}";
    }

    /** A call that waits for people, of an agent that others need not wait for. */
    private JsonNode held(Client caller, String agent) {
        var path = "/api/external-agents/" + agent;
        desk.owner().patch(path, "{\"requires_approval\": true}").expect(200);
        var held = invoke(caller, agent).expect(202).body();
        desk.owner().patch(path, "{\"requires_approval\": false}").expect(200);
        return held;
    }

    private Reply approve(JsonNode held) {
        return desk.owner()
                .post("/approvals/" + held.path("approval_id").asText() + "/approve", "");
    }

    private JsonNode record(JsonNode call) {
        return desk.owner()
                .get("/api/invocations/" + call.path("invocation_id").asText())
                .expect(200)
                .body();
    }

    private static Reply invoke(Client caller, String agent) {
        return caller.post(RunningGate.invoke(agent), INPUT);
    }

    private static Reply invokeFor(String person, Client caller, String agent) {
        return caller.post(
                RunningGate.invoke(agent),
                INPUT,
                "X-External-User-ID",
                person,
                "X-External-Consent-Basis",
                "contract");
    }

    @Test
    void endsAStolenTokenAndTheKeyThatSignedIt() throws IOException {
        var agent = desk.agent();
        var robbed = desk.create("robbed", "operator");
        desk.create("bystander", "operator");
        var stolen = desk.signIn("robbed");
        var second = desk.signIn("robbed").path("token").asText();
        var bystander = desk.signIn("bystander").path("token").asText();
        var thief = gate.anyone().as(stolen.path("token").asText());
        thief.patch("/api/external-agents/" + agent, "{\"description\": \"mine\"}").expect(200);
        var procedure = Procedure.of("Incident: a stolen token", bash);
        bash.set("STOLEN", stolen.path("token").asText());
        bash.set("USER_ID", robbed);

        assertThat(procedure.run("/admin/revoke\"")).isEqualTo("true");
        within(BOUND, () -> isRefused(stolen.path("token").asText()));
        assertThat(refresh(stolen)).isEqualTo(401);
        assertThat(isRefused(second)).isFalse();

        assertThat(procedure.run("/admin/revoke-all")).isEqualTo("true");
        procedure.runHere("NEW_PASSWORD=");
        procedure.run("/password", 204);
        within(BOUND, () -> isRefused(second));
        assertThat(isRefused(bystander)).isFalse();
        assertThat(signIn("robbed", Desk.USERS_PASSWORD)).isEqualTo(401);
        assertThat(signIn("robbed", bash.variable("NEW_PASSWORD"))).isEqualTo(200);

        var mine = bash.variable("TOKEN");
        assertThat(procedure.run("-d '{}'")).isEqualTo("true");
        within(BOUND, () -> isRefused(mine) && isRefused(bystander));

        bash.set("URL", new Desk(rotatedTwice(procedure)).url());

        procedure.run("TOKEN=");
        assertThat(procedure.run("Bearer $STOLEN", 401)).startsWith("The credential is");

        assertThat(procedure.run("actor=$USER_ID"))
                .contains("admin.login\t" + robbed, "external_agent.updated\t" + agent);
        procedure.assertDone();
    }

    /** A gate whose functions remember nothing is what there is five minutes after a rotation. */
    private RunningGate rotatedTwice(Procedure procedure) throws IOException {
        var first = desk.token();
        procedure.runHere("aws secretsmanager put-secret-value");
        var later = restarted();
        var second = new Desk(later).token();
        assertThat(key(second)).isNotEqualTo(key(first));
        assertThat(isRefused(gate, first)).isFalse();
        assertThat(isRefused(later, first)).isFalse();
        assertThat(isRefused(gate, second)).isFalse();

        procedure.runHere("aws secretsmanager put-secret-value");
        var last = restarted();
        var third = new Desk(last).token();
        assertThat(key(third)).isNotIn(key(first), key(second));
        assertThat(isRefused(last, first)).isTrue();
        assertThat(isRefused(last, second)).isFalse();
        // A key that an authorizer does not know makes it look, and forget the oldest.
        within(Duration.ofSeconds(2), () -> !isRefused(gate, third));
        within(BOUND, () -> isRefused(gate, first));
        assertThat(isRefused(gate, second)).isFalse();
        return last;
    }

    private RunningGate restarted() {
        var restarted = gate.restarted();
        gates.push(restarted);
        return restarted;
    }

    /** The id of the key that signed it. */
    private static String key(String token) throws IOException {
        var header = token.substring(0, token.indexOf('.'));
        return JSON.readTree(Base64.getUrlDecoder().decode(header)).path("kid").asText();
    }

    private boolean isRefused(String token) {
        return isRefused(gate, token);
    }

    private static boolean isRefused(RunningGate gate, String token) {
        return gate.anyone().as(token).get("/api/external-agents").expect(200, 401).status() == 401;
    }

    private int refresh(JsonNode session) {
        return gate.anyone()
                .post(
                        "/admin/refresh",
                        "{\"refresh_token\": \"%s\"}"
                                .formatted(session.path("refresh_token").asText()))
                .status();
    }

    private int signIn(String user, String password) {
        return gate.anyone()
                .post(
                        "/admin/login",
                        "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(user, password))
                .status();
    }

    /** The bound that is published, and the time of a few requests. */
    private static void within(Duration bound, BooleanSupplier effect) {
        var end = CLOCK.instant().plus(bound).plusSeconds(2);
        while (!effect.getAsBoolean()) {
            assertThat(CLOCK.instant()).isBefore(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
