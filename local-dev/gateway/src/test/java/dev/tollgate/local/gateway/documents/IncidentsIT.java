package dev.tollgate.local.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.local.gateway.Client;
import dev.tollgate.local.gateway.MortalGate;
import dev.tollgate.local.gateway.RunningGate;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.ReceivedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions die in the middle of their work, and the runbook is followed. */
final class IncidentsIT {
    private static final String INPUT = "{\"input\": \"hello\"}";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path scratch;

    @TempDir private Path functions;

    // Made before each test.
    @SuppressWarnings("NullAway.Init")
    private MortalGate mortal;

    @SuppressWarnings("NullAway.Init")
    private RunningGate gate;

    @SuppressWarnings("NullAway.Init")
    private Client caller;

    @BeforeEach
    void start() {
        assumeThat(Bash.missing("bash", "curl", "jq")).as("programs that are missing").isEmpty();
        mortal = MortalGate.start(functions);
        gate = mortal.gate();
        caller = gate.key("agents:invoke");
    }

    @AfterEach
    void stop() {
        if (mortal != null) {
            mortal.close();
        }
    }

    @Test
    void endsAndFinishesWhatFunctionsLeftThatDied() throws Exception {
        var desk = new Desk(gate);
        var interrupted = diesInTheMiddle();
        var queued = diesWhileItDelivers();
        var failed = isGivenUp();
        var healthy = desk.agent();
        var bash = new Bash(scratch);
        bash.set("URL", desk.url());
        desk.create("on-call", "admin");
        bash.set("TOKEN", desk.signIn("on-call").path("token").asText());
        bash.set("AGENT_ID", healthy);
        var procedure = Procedure.of("Incident: calls fail", bash);

        assertThat(procedure.run("/health/worker")).contains("no sandbox");
        assertThat(JSON.readTree(procedure.run("/api/health")))
                .allSatisfy(state -> assertThat(state.asText()).isIn("connected", "enabled"));

        assertThat(JSON.readTree(procedure.run("/test")).path("delivered").asBoolean()).isTrue();
        caller.post(RunningGate.invoke(healthy), INPUT).expect(200);

        mortal.maintain();
        assertThat(call(interrupted).path("status").asText()).isEqualTo("admitted");
        mortal.pass(Duration.ofMinutes(2));
        mortal.maintain();
        var id = call(interrupted).path("invocation_id").asText();
        assertThat(procedure.run("status=interrupted").lines())
                .singleElement()
                .asString()
                .contains("\t" + id + "\t" + interrupted + "\tkey_")
                .endsWith("\t0.25");
        assertThat(procedure.run("action=external_agent.invocation.interrupted"))
                .endsWith("\t" + interrupted + "\t" + id + "\t0.25");
        assertThat(spent(interrupted)).isEqualTo("0.25");
        gate.receiver().answers("/dies", Behaviour.echo());
        caller.post(RunningGate.invoke(interrupted), INPUT).expect(200);

        assertThat(awaitEnd(queued)).isEqualTo("completed");
        assertThat(received("/queued"))
                .hasSize(2)
                .extracting(request -> request.header("idempotency-key"))
                .containsOnly(Optional.of(call(queued).path("invocation_id").asText()));
        assertThat(awaitEnd(failed)).isEqualTo("failed");
        assertThat(procedure.run("/api/deliveries?status=failed").lines())
                .singleElement()
                .asString()
                .startsWith("dlv_")
                .contains("\t" + failed + "\t");

        assertThat(procedure.run("/api/deliveries/replay")).isEqualTo("1");
        assertThat(awaitEnd(failed)).isEqualTo("completed");
        procedure.assertDone();
    }

    /** The agent whose call was not answered, since the function was killed while it had it. */
    private String diesInTheMiddle() {
        gate.receiver().answers("/dies", (_, _) -> mortal.kill(LambdaFunction.INVOCATION));
        var agent = gate.agent("/dies", "\"cost_per_execution\": 0.25, \"max_concurrency\": 1,");

        assertThat(caller.post(RunningGate.invoke(agent), INPUT).status()).isEqualTo(500);
        return agent;
    }

    private String diesWhileItDelivers() {
        gate.receiver()
                .answers(
                        "/queued",
                        Behaviour.inTurn(
                                (_, _) -> mortal.kill(LambdaFunction.DELIVERY), Behaviour.echo()));
        return queuedFor(gate.agent("/queued", ""));
    }

    private String isGivenUp() {
        gate.receiver().answers("/gone", Behaviour.inTurn(Behaviour.status(410), Behaviour.echo()));
        return queuedFor(gate.agent("/gone", ""));
    }

    private String queuedFor(String agent) {
        caller.post(RunningGate.invoke(agent), INPUT, "Prefer", "respond-async").expect(202);
        return agent;
    }

    /** The newest call of the agent. */
    private JsonNode call(String agent) {
        return gate.owner()
                .get("/api/invocations?agent=" + agent)
                .expect(200)
                .body()
                .at("/items/0");
    }

    /** How the newest call of the agent ended, once its delivery is over too. */
    private String awaitEnd(String agent) throws InterruptedException {
        var path = "/api/invocations/" + call(agent).path("invocation_id").asText();
        var row = gate.owner().get(path).expect(200).body();
        for (int i = 0; i < 600 && !isOver(row); i++) {
            Thread.sleep(100);
            row = gate.owner().get(path).expect(200).body();
        }
        return row.path("status").asText();
    }

    private static boolean isOver(JsonNode row) {
        return List.of("delivered", "failed")
                .contains(row.path("webhook_delivery_status").asText());
    }

    private String spent(String agent) {
        return gate.owner()
                .get("/api/external-agents/" + agent + "/governance-status")
                .expect(200)
                .body()
                .at("/budget/monthly_spent_usd")
                .asText();
    }

    private List<ReceivedRequest> received(String path) {
        return gate.receiver().requests().stream()
                .filter(request -> request.path().equals(path))
                .toList();
    }
}
