package dev.tollgate.delivery;

import static dev.tollgate.delivery.Answers.BUSY;
import static dev.tollgate.delivery.Answers.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.delivery.Circuit;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.domain.outbound.Execution;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrafficTest {
    @Test
    void leavesADeadDestinationAloneAndGoesOnOnceItIsBack() {
        var office = new Office(BUSY, BUSY, BUSY, BUSY, BUSY, OK);
        var other = another(office);
        office.queue.send(office.order, Duration.ZERO);
        office.queue.send(other, Duration.ZERO);

        office.work();

        assertThat(office.calls()).hasSize(7);
        assertThat(office.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(office.deliveries.find(office.acme, other.id()).orElseThrow().status())
                .isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(office.audit.types())
                .containsSubsequence(
                        "external_agent.circuit_opened", "external_agent.circuit_closed");
        assertThat(office.metrics.counted("external_agent_circuits_opened")).isEqualTo(1);
        assertThat(office.metrics.counted("external_agent_circuits_closed")).isEqualTo(1);
        assertThat(office.circuits.find(office.acme, office.agent.id().value()))
                .isEqualTo(Circuit.healthy());
    }

    @Test
    void countsNoAttemptWhileTheDestinationIsDead() {
        var office = new Office(OK);
        die(office);

        assertThat(office.hand(office.order)).isTrue();

        assertThat(office.calls()).isEmpty();
        var waiting = office.queue.waiting().getFirst().order();
        assertThat(waiting.attempt()).isEqualTo(1);
        assertThat(waiting.due()).isAfterOrEqualTo(Office.START.plus(Circuit.FIRST));
        assertThat(office.row().openUntil()).isAfter(waiting.due());
        assertThat(office.deliveries.find(office.acme, office.order.id())).isEmpty();
    }

    @Test
    void givesUpWhatADeadDestinationHasKeptWaitingForTwoDays() {
        var office = new Office(OK);
        office.clock.pass(Duration.ofDays(2).minusSeconds(10));
        die(office);

        office.hand(office.order);

        assertThat(office.calls()).isEmpty();
        assertThat(office.row().outcome().flatMap(Outcome::code)).contains("destination_dead");
        assertThat(office.isSettled()).isTrue();
        assertThat(office.delivery().status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(office.queue.buried()).hasSize(1);
    }

    @Test
    void takesAnAgentThatRefusesOrAsksToWaitForAlive() {
        var office =
                new Office(
                        Answers.later(Duration.ofSeconds(1)),
                        new Execution.Rejected(404, "no such path"));
        IntStream.range(0, 6)
                .mapToObj(_ -> another(office))
                .forEach(order -> office.queue.send(order, Duration.ZERO));

        office.work();

        assertThat(office.calls()).hasSize(7);
        assertThat(office.circuits.find(office.acme, office.agent.id().value()))
                .isEqualTo(Circuit.healthy());
    }

    private static DeliveryOrder another(Office office) {
        return Calls.admit(
                office.agent,
                office.ids.invocation(),
                office.lineage,
                office.counters,
                office.clock.instant());
    }

    private static void die(Office office) {
        for (int i = 0; i < Circuit.THRESHOLD; i++) {
            office.circuits.failed(
                    office.acme, office.agent.id().value(), office.clock.instant(), "503");
        }
    }
}
