package dev.tollgate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.delivery.Deliveries.Lease;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.testing.Golden;
import dev.tollgate.testing.InMemoryDeliveryQueue.Buried;
import dev.tollgate.testing.TestContext;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class DeliveryFunctionTest {
    private static final InvocationId HELD = new InvocationId("inv_01kjpwd6m0000000000000he1d");

    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenPairsSay() {
        return Golden.of("delivery")
                .replay(
                        SQSEvent.class,
                        SQSBatchResponse.class,
                        () -> office().function(Faults.none()));
    }

    @Test
    void buriesAMessageThatIsNoOrderAndDeliversTheOther() {
        var office = office();
        var event = Golden.of("delivery").request("unreadable", SQSEvent.class);

        office.function(Faults.none()).handleRequest(event, new TestContext());

        assertThat(office.delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(office.queue.buried())
                .containsExactly(
                        new Buried(
                                Optional.empty(),
                                "unreadable: The message has one line; an order has a head and a"
                                        + " body.",
                                "no order"));
    }

    @Test
    void leavesAMessageOnTheQueueIfItCannotBeBuried() {
        var office = office();

        // The first step for a message that is no order is to bury it.
        assertThat(office.hand("no order", new Faults(0, false))).isFalse();
    }

    @Test
    void hasNothingToDoForAnEventWithoutMessages() {
        var answer =
                office().function(Faults.none()).handleRequest(new SQSEvent(), new TestContext());

        assertThat(answer.getBatchItemFailures()).isEmpty();
    }

    /** Beside its own call, one that another function is carrying out. */
    private static Office office() {
        var office = new Office(Answers.OK);
        var held = Calls.admit(office.agent, HELD, office.lineage, office.counters, Office.START);
        office.deliveries.claim(
                held, new Lease("another", Office.START.plus(Office.LEASE)), Office.START);
        return office;
    }
}
