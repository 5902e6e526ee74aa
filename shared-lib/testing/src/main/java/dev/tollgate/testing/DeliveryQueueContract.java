package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every delivery queue keeps to. Each test has a queue of its own. */
public interface DeliveryQueueContract {
    /** The queue under test. */
    DeliveryQueue queue();

    /** Takes all orders that can be read now. */
    List<DeliveryOrder> received();

    /** Takes what was buried. */
    List<InMemoryDeliveryQueue.Buried> unearthed();

    @Test
    default void handsOnAnOrderWithEveryField() {
        var order = order().at(7, 3, Instant.parse("2026-03-02T09:00:00.123456789Z"));

        queue().send(order, Duration.ZERO);

        assertThat(received()).containsExactly(order);
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
        return DeliveryOrder.first(
                order.organisation(),
                order.agent(),
                order.invocation(),
                body,
                order.traceparent(),
                order.due());
    }

    private static DeliveryOrder order() {
        var ids = new Ids(InstantSource.system(), new SecureRandom());
        return SampleOrders.first(ids.organisation(), ids, Instant.parse("2026-03-02T09:00:00Z"));
    }
}
