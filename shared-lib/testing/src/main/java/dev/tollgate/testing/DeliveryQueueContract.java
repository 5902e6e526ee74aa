package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.delivery.Turn;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every delivery queue keeps to. Each test has a queue of its own. */
public interface DeliveryQueueContract {
    /** The queue under test. */
    DeliveryQueue queue();

    Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    /** Takes all orders that can be read now. */
    List<DeliveryOrder> received();

    /** Takes what was buried. */
    List<InMemoryDeliveryQueue.Buried> unearthed();

    @Test
    default void handsOnAnOrderWithEveryField() {
        var due = Instant.parse("2026-03-02T09:00:00.123456789Z");
        var order =
                order().at(
                                new Turn(
                                        7,
                                        due,
                                        3,
                                        2,
                                        due.minusSeconds(600),
                                        true,
                                        new Progress(2, "page-1")));

        queue().send(order, Duration.ZERO);

        assertThat(received()).containsExactly(order);
    }

    @Test
    default void handsOnWhateverADeliveryIsFor() {
        var address =
                new ReplyAddress(IDS.agent(), Map.of("token", "a\"b", "application_id", "123456"));
        var orders =
                Stream.of(
                                new Purpose.Call(
                                        IDS.agent(),
                                        IDS.invocation(),
                                        "key-1",
                                        Optional.of(address)),
                                new Purpose.Reply(IDS.invocation(), address),
                                new Purpose.Event(
                                        IDS.subscription(),
                                        "external_agent.invocation.completed",
                                        Optional.of(IDS.agent())),
                                new Purpose.Event(
                                        IDS.subscription(), "webhook.test", Optional.empty()))
                        .map(DeliveryQueueContract::order)
                        .toList();

        orders.forEach(order -> queue().send(order, Duration.ZERO));

        assertThat(received()).containsExactlyInAnyOrderElementsOf(orders);
    }

    @Test
    default void handsOnTheBodyByteForByte() {
        var order = withBody("{\"a\" :\n\t1.50, \"b\": \"\\u0000 <&> € 😀 \u0080\"}\n");

        queue().send(order, Duration.ZERO);

        assertThat(received()).extracting(DeliveryOrder::body).containsExactly(order.body());
    }

    @Test
    default void handsOnCharactersThatNoMessageMayHave() {
        var order = withBody("[\"\uFFFE \uFFFF \uD800\"]");

        queue().send(order, Duration.ZERO);

        assertThat(received())
                .extracting(DeliveryOrder::body)
                .containsExactly("[\"\\ufffe \\uffff \\ud800\"]");
    }

    @Test
    default void handsOnTheLargestBodyHoweverItWouldBeEscaped() {
        var order = withBody("[" + "\"\",".repeat(DeliveryOrder.LARGEST_BODY / 3 - 1) + "0]");

        queue().send(order, Duration.ZERO);

        assertThat(received()).containsExactly(order);
    }

    @Test
    default void buriesAnOrderWithItsReasonAndHistory() {
        var order = order();

        queue().bury(order, "upstream_failed", "1 at noon: upstream_failed 503");

        assertThat(unearthed())
                .containsExactly(
                        new InMemoryDeliveryQueue.Buried(
                                Optional.of(order),
                                "upstream_failed",
                                "1 at noon: upstream_failed 503"));
        assertThat(received()).isEmpty();
    }

    @Test
    default void buriesWhatIsNoOrderAsItCame() {
        queue().buryUnreadable("{not an order", "unreadable");

        assertThat(unearthed())
                .containsExactly(
                        new InMemoryDeliveryQueue.Buried(
                                Optional.empty(), "unreadable", "{not an order"));
    }

    private static DeliveryOrder withBody(String body) {
        var order = order();
        return new DeliveryOrder(
                order.organisation(),
                order.id(),
                order.purpose(),
                body,
                order.traceparent(),
                order.turn());
    }

    private static DeliveryOrder order(Purpose purpose) {
        return new DeliveryOrder(
                IDS.organisation(),
                IDS.delivery(),
                purpose,
                "{}",
                SampleOrders.TRACEPARENT,
                Turn.first(Instant.parse("2026-03-02T09:00:00Z")));
    }

    private static DeliveryOrder order() {
        return SampleOrders.first(IDS.organisation(), IDS, Instant.parse("2026-03-02T09:00:00Z"));
    }
}
