package dev.tollgate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.control.Target;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queued calls that a kill switch stops. */
final class HaltedTest {
    private final Office office =
            new Office(
                    new Execution.Answered(
                            200,
                            "{}",
                            "application/json",
                            Map.of(),
                            new DeclaredCost.Absent("none declared"),
                            Duration.ofMillis(3)));

    @Test
    void makesNoCallWhileAKillSwitchIsPulledAndMakesItAfterwards() {
        pull(new Target.Agent(office.agent.id()));

        assertThat(office.hand(office.order)).isTrue();

        assertThat(office.calls()).isEmpty();
        assertThat(office.row().status()).isEqualTo(InvocationStatus.QUEUED);
        var waiting = office.queue.take().orElseThrow().order();
        assertThat(waiting.attempt()).isEqualTo(1);
        assertThat(waiting.due()).isEqualTo(office.clock.instant().plusSeconds(30));
        office.killSwitches.putBack(office.acme, new Target.Agent(office.agent.id()));
        office.clock.set(waiting.due());
        office.hand(waiting);
        assertThat(office.calls()).hasSize(1);
        assertThat(office.row().status()).isEqualTo(InvocationStatus.COMPLETED);
    }

    @Test
    void givesTheMoneyBackAfterADay() {
        pull(new Target.All());
        office.queue.send(office.order, Duration.ZERO);

        office.clock.pass(Duration.ofDays(1));
        office.work();

        assertThat(office.calls()).isEmpty();
        assertThat(office.row().outcome().flatMap(Outcome::code)).contains("kill_switch");
        assertThat(office.row().cost()).isEqualTo(Money.ZERO);
        assertThat(office.isSettled()).isTrue();
    }

    private void pull(Target target) {
        office.killSwitches.pull(
                new KillSwitch(office.acme, target, "a leak", "usr_admin", office.clock.instant()));
    }
}
