package dev.tollgate.delivery;

import static dev.tollgate.delivery.Answers.BAD;
import static dev.tollgate.delivery.Answers.BUSY;
import static dev.tollgate.delivery.Answers.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.queue.OrderMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function dies at every step in turn, and SQS hands the message out again. */
final class CrashTest {
    private static final int MORE_STEPS_THAN_THERE_ARE = 40;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNothingOfACallThatIsDelivered(boolean after) {
        dieAtEveryStep(
                after,
                office -> {
                    assertThat(office.row().status()).isEqualTo(InvocationStatus.COMPLETED);
                    assertThat(office.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
                    assertThat(office.queue.buried()).isEmpty();
                },
                OK);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNothingOfACallThatIsRefused(boolean after) {
        dieAtEveryStep(
                after,
                office -> {
                    assertThat(office.row().status()).isEqualTo(InvocationStatus.FAILED);
                    assertThat(office.delivery().status()).isEqualTo(DeliveryStatus.FAILED);
                    assertThat(office.queue.buried()).hasSizeBetween(1, 2);
                },
                BAD);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNothingOfACallThatIsRetried(boolean after) {
        dieAtEveryStep(
                after,
                office -> {
                    assertThat(office.row().status()).isEqualTo(InvocationStatus.COMPLETED);
                    assertThat(office.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
                },
                BUSY,
                OK);
    }

    private static void dieAtEveryStep(
            boolean after, Consumer<Office> expected, Execution... answers) {
        for (int step = 0; step < MORE_STEPS_THAN_THERE_ARE; step++) {
            var office = new Office(answers);
            var faults = new Faults(step, after);
            boolean done = office.hand(OrderMessage.write(office.order), faults);
            if (!faults.happened()) {
                assertThat(done).isTrue();
                return;
            }
            boolean called = !office.calls().isEmpty();
            boolean kept =
                    office.deliveries
                                    .find(office.acme, office.order.id())
                                    .filter(delivery ->
                                            !delivery.attempts().isEmpty()
                                                    || delivery.status().isOver())
                                    .isPresent()
                            || !office.row().status().isOpen();
            office.clock.pass(Office.LEASE.plus(Duration.ofMinutes(5)));
            office.queue.send(office.order, Duration.ZERO);

            office.work();

            // Only a call of which nothing could be written down is made again.
            int needed = answers.length + (called && !kept && answers.length == 1 ? 1 : 0);
            assertThat(office.calls()).as("calls, died at step " + step).hasSize(needed);
            assertThat(office.calls())
                    .extracting(OutboundCall::idempotencyKey)
                    .containsOnly(Calls.id(office.order).value());
            assertThat(office.audit.all())
                    .as("audit, died at step " + step)
                    .extracting(AuditEvent::type)
                    .doesNotHaveDuplicates()
                    .hasSize(1);
            assertThat(office.queue.waiting()).isEmpty();
            assertThat(office.counters.held(office.acme, Calls.id(office.order)))
                    .as("held, died at step " + step)
                    .isEmpty();
            expected.accept(office);
        }
        assertThat(List.of()).as("the function has more steps than were tried").isNotEmpty();
    }
}
