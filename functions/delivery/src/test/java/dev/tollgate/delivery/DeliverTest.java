package dev.tollgate.delivery;

import static dev.tollgate.delivery.Answers.BAD;
import static dev.tollgate.delivery.Answers.BROKEN;
import static dev.tollgate.delivery.Answers.BUSY;
import static dev.tollgate.delivery.Answers.OK;
import static dev.tollgate.delivery.Answers.SLOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.delivery.Deliveries.Lease;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.testing.InMemoryDeliveryQueue.Buried;
import dev.tollgate.testing.InMemoryLineage;
import dev.tollgate.testing.SampleAgents;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeliverTest {
    @Test
    void deliversAtTheFirstAttempt() {
        var office = new Office(OK);

        assertThat(office.hand(office.order)).isTrue();

        assertThat(office.row().status()).isEqualTo(InvocationStatus.COMPLETED);
        assertThat(office.row().outcome().flatMap(Outcome::output)).contains("{\"reply\":\"hi\"}");
        assertThat(office.row().cost()).isEqualTo(Calls.HELD);
        assertThat(office.isSettled()).isTrue();
        assertThat(office.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(office.delivery().attempts())
                .extracting(DeliveryAttempt::code)
                .containsExactly("delivered");
        assertThat(office.audit.types()).containsExactly("external_agent.delivered");
        assertThat(office.metrics.counted("webhook_deliveries")).isEqualTo(1);
        assertThat(office.queue.waiting()).isEmpty();
        assertThat(office.queue.buried()).isEmpty();
    }

    @Test
    void triesAgainByTheScheduleWithTheSameIdempotencyKey() {
        var office = new Office(BUSY, BUSY, OK);
        office.hand(office.order);

        assertThat(office.row().status()).isEqualTo(InvocationStatus.QUEUED);
        assertThat(office.isSettled()).isFalse();
        assertThat(office.delivery().status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(office.delivery().error()).contains("The agent answered with status 503.");
        var next = office.queue.waiting().getFirst();
        assertThat(next.order().due()).isEqualTo(office.delivery().nextAttemptAt().orElseThrow());
        assertThat(next.delay()).isBetween(Duration.ofMillis(4500), Duration.ofMillis(5500));
        assertThat(office.row().openUntil()).isAfter(next.order().due());

        office.work();

        assertThat(office.row().status()).isEqualTo(InvocationStatus.COMPLETED);
        assertThat(office.isSettled()).isTrue();
        assertThat(office.delivery().attempts())
                .extracting(DeliveryAttempt::code)
                .containsExactly("upstream_failed", "upstream_failed", "delivered");
        assertThat(office.calls())
                .hasSize(3)
                .extracting(OutboundCall::idempotencyKey)
                .containsOnly(Calls.id(office.order).value());
    }

    @Test
    void givesUpWhenTheAttemptsAreUsedUp() {
        var office = new Office(BUSY);
        office.queue.send(office.order, Duration.ZERO);

        office.work();

        var error = "The agent answered with status 503. Given up after 4 attempts.";
        assertThat(office.calls()).hasSize(4);
        assertThat(office.row().status()).isEqualTo(InvocationStatus.FAILED);
        assertThat(office.row().cost()).isEqualTo(Money.ZERO);
        assertThat(office.isSettled()).isTrue();
        assertThat(office.delivery().status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(office.delivery().error()).contains(error);
        assertThat(office.audit.types()).containsExactly("external_agent.delivery_failed");
        assertThat(office.metrics.counted("external_agent_webhook_failures")).isEqualTo(1);
        assertThat(office.queue.buried())
                .extracting(Buried::reason)
                .containsExactly("upstream_failed: " + error);
        assertThat(office.queue.buried().getFirst().text())
                .startsWith("1 at 2026-03-02T09:00:00Z: upstream_failed 503; 2 at ");
    }

    @Test
    void doesNotRepeatWhatTheAgentRefuses() {
        var office = new Office(BAD, OK);
        office.queue.send(office.order, Duration.ZERO);

        office.work();

        assertThat(office.calls()).hasSize(1);
        assertThat(office.row().status()).isEqualTo(InvocationStatus.FAILED);
        assertThat(office.row().cost()).isEqualTo(Money.ZERO);
        assertThat(office.delivery().attempts())
                .extracting(DeliveryAttempt::excerpt)
                .containsExactly("{\"error\":\"no such model\"}");
        assertThat(office.queue.buried()).hasSize(1);
    }

    @Test
    void chargesACallThatMayHaveRunAtAnEarlierAttempt() {
        var office = new Office(BROKEN, BAD);
        office.queue.send(office.order, Duration.ZERO);

        office.work();

        assertThat(office.row().status()).isEqualTo(InvocationStatus.FAILED);
        assertThat(office.row().cost()).isEqualTo(Calls.HELD);
    }

    @Test
    void recordsATimeoutAsOne() {
        var office = new Office(SLOW);
        office.queue.send(office.order, Duration.ZERO);

        office.work();

        assertThat(office.row().status()).isEqualTo(InvocationStatus.TIMED_OUT);
        assertThat(office.row().cost()).isEqualTo(Calls.HELD);
        assertThat(office.delivery().status()).isEqualTo(DeliveryStatus.FAILED);
    }

    @Test
    void waitsAsLongAsTheAgentAsksWithoutCountingTheAttempt() {
        var office =
                new Office(
                        Answers.later(Duration.ofHours(2)),
                        Answers.later(Duration.ofHours(2)),
                        BUSY,
                        BUSY,
                        BUSY,
                        OK);
        office.hand(office.order);

        assertThat(office.delivery().nextAttemptAt().orElseThrow())
                .isAfterOrEqualTo(Office.START.plus(Duration.ofHours(2)));
        assertThat(office.delivery().attempts())
                .extracting(DeliveryAttempt::counts)
                .containsExactly(false);

        office.work();

        assertThat(office.row().status()).isEqualTo(InvocationStatus.COMPLETED);
        assertThat(office.calls()).hasSize(6);
    }

    @Test
    void sendsAnOrderThatIsNotDueBackToTheQueue() {
        var office = new Office(OK);
        var due = Office.START.plus(Duration.ofHours(5));

        assertThat(office.hand(office.order.at(office.order.turn().postponed(due, false))))
                .isTrue();

        assertThat(office.calls()).isEmpty();
        assertThat(office.queue.waiting())
                .allSatisfy(sent -> {
                    assertThat(sent.order())
                            .isEqualTo(office.order.at(office.order.turn().postponed(due, false)));
                    assertThat(sent.delay()).isEqualTo(Duration.ofHours(5));
                })
                .hasSize(1);
    }

    @Test
    void failsTheCallOfAnAgentThatWasSuspendedMeanwhile() {
        var office = new Office(OK);
        office.agents.replace(SampleAgents.next(office.agent, "Support", AgentStatus.SUSPENDED));

        office.hand(office.order);

        assertThat(office.calls()).isEmpty();
        assertThat(office.row().outcome().flatMap(Outcome::code)).contains("agent_suspended");
        assertThat(office.row().cost()).isEqualTo(Money.ZERO);
        assertThat(office.isSettled()).isTrue();
        assertThat(office.delivery().status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(office.queue.buried()).hasSize(1);
    }

    @Test
    void failsTheCallOfAnAgentThatWasDeletedMeanwhile() {
        var office = new Office(OK);
        office.agents.replace(SampleAgents.next(office.agent, "Support", AgentStatus.DELETED));

        office.hand(office.order);

        assertThat(office.calls()).isEmpty();
        assertThat(office.row().outcome().flatMap(Outcome::code)).contains("agent_deleted");
    }

    @Test
    void doesNothingForACallThatMaintenanceEnded() {
        var office = new Office(OK);
        var at = Office.START.plusSeconds(1);
        office.lineage.replaceOpen(
                office.row()
                        .ended(
                                InvocationStatus.INTERRUPTED,
                                Calls.HELD,
                                Outcome.refused(at, "interrupted", "It was not over in time.")));

        assertThat(office.hand(office.order)).isTrue();

        assertThat(office.calls()).isEmpty();
        assertThat(office.row().status()).isEqualTo(InvocationStatus.INTERRUPTED);
        assertThat(office.delivery().error()).contains("It was not over in time.");
    }

    @Test
    void forgetsAnOrderOfACallThatIsNotThere() {
        var office = new Office(OK);
        var unknown =
                Calls.admit(
                        office.agent,
                        office.ids.invocation(),
                        new InMemoryLineage(),
                        office.counters,
                        Office.START);

        assertThat(office.hand(unknown)).isTrue();

        assertThat(office.calls()).isEmpty();
    }

    @Test
    void leavesAnOrderOnTheQueueWhileSomebodyElseHasIt() {
        var office = new Office(OK);
        office.deliveries.claim(
                office.order, new Lease("other", Office.START.plus(Office.LEASE)), Office.START);

        assertThat(office.hand(office.order)).isFalse();
        assertThat(office.calls()).isEmpty();

        office.clock.pass(Office.LEASE);
        assertThat(office.hand(office.order)).isTrue();
        assertThat(office.calls()).hasSize(1);
    }

    @Test
    void sendsTheNextOrderAgainWhenACopyOfTheLastOneComesLate() {
        var office = new Office(BUSY, OK);
        office.hand(office.order);
        var next = office.queue.take().orElseThrow().order();

        assertThat(office.hand(office.order)).isTrue();

        assertThat(office.calls()).hasSize(1);
        assertThat(office.queue.take().map(sent -> sent.order())).isEqualTo(Optional.of(next));
    }
}
