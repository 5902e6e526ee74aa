package dev.tollgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate with each function from its packaged zip, in JVMs of its own as on Lambda. */
final class IsolatedIT {
    private static final String INPUT = "{\"input\": \"hello\"}";

    @TempDir private static Path scratch;
    private static RunningGate gate;
    private static Client caller;

    @BeforeAll
    static void start() {
        var root = Path.of(System.getProperty("tollgate.root"));
        var logs = Path.of(System.getProperty("tollgate.log")).resolveSibling(".");
        gate = RunningGate.isolated(new Gate.Isolation(root, scratch, logs));
        gate.allow("production");
        caller = gate.key("agents:invoke");
    }

    @AfterAll
    static void stop() {
        gate.close();
    }

    @Test
    void letsACallThrough() {
        var agent = gate.agent("/isolated", "");

        var answer = caller.post(RunningGate.invoke(agent), INPUT).expect(200);

        assertThat(answer.body().at("/output/reply").asText()).isEqualTo("You said: hello");
    }

    @Test
    void refusesInOrder() {
        var agent = gate.agent("/isolated", "\"requests_per_minute\": 1,");
        var denied = gate.agent("/isolated", "\"environment\": \"staging\",");
        var unknown = RunningGate.invoke("agt_01kjpvsyz00000000000000000");

        assertThat(gate.anyone().as("nobody").post(RunningGate.invoke(agent), INPUT).status())
                .isEqualTo(401);
        assertThat(caller.post(unknown, INPUT).status()).isEqualTo(404);
        assertThat(caller.post(RunningGate.invoke(denied), INPUT).status()).isEqualTo(403);
        assertThat(caller.post(RunningGate.invoke(agent), INPUT).status()).isEqualTo(200);
        assertThat(caller.post(RunningGate.invoke(agent), INPUT).status()).isEqualTo(429);
    }

    @Test
    void answersHealth() {
        var health = gate.anyone().get("/api/health").expect(200).body();

        assertThat(health.path("status").asText()).isEqualTo("healthy");
    }
}
