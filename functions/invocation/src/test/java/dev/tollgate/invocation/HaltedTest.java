package dev.tollgate.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.control.Target;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls that a kill switch stops. */
final class HaltedTest {
    private final TestGate gate = new TestGate();
    private final Agent agent = gate.agent();

    @Test
    void refusesEveryCallThatItStopsAndRecordsIt() {
        pull(new Target.Agent(agent.id()));

        var reply = gate.invoke(agent);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("kill_switch");
        assertThat(reply.body().path("detail").asText())
                .isEqualTo("Calls of this agent are stopped: a leak");
        assertThat(gate.destinations.calls()).isEmpty();
        assertThat(gate.rows())
                .extracting(Invocation::status)
                .containsExactly(InvocationStatus.REFUSED);
    }

    @Test
    void stopsOtherAgentsOnlyIfItIsForAll() {
        pull(new Target.Agent(gate.ids.agent()));
        assertThat(gate.invoke(agent).status()).isEqualTo(200);

        pull(new Target.Organisation());
        assertThat(gate.invoke(gate.agent()).status()).isEqualTo(503);
    }

    @Test
    void refusesCallsIfTheSwitchesCannotBeRead() {
        gate.killSwitches.down(true);

        assertThat(gate.invoke(agent).status()).isEqualTo(503);
    }

    @Test
    void stopsTestsOfAnAgentToo() {
        pull(new Target.All());

        var reply =
                gate.post(
                        "POST /api/external-agents/{id}/test",
                        Map.of("id", agent.id().value()),
                        "");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(gate.destinations.calls()).isEmpty();
    }

    private void pull(Target target) {
        gate.killSwitches.pull(
                new KillSwitch(
                        gate.organisation, target, "a leak", "usr_admin", gate.clock.instant()));
    }
}
