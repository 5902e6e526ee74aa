package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Deliveries.Claimed;
import dev.tollgate.domain.delivery.Deliveries.End;
import dev.tollgate.domain.delivery.Deliveries.Lease;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryStatus;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every record of deliveries keeps to. Each test has an organisation of its own. */
public interface DeliveriesContract {
    int THREADS = 16;
    Instant NOW = Instant.parse("2026-03-02T09:00:00.123456789Z");
    Instant NEXT = NOW.plusSeconds(300);
    Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    /** The record under test. */
    Deliveries deliveries();

    @Test
    default void findsNothingBeforeTheFirstAttempt() {
        var order = order();

        assertThat(deliveries().find(order.organisation(), order.invocation())).isEmpty();
    }

    @Test
    default void givesAnAttemptToTheFirstWhoClaimsIt() {
        var order = order();
        var lease = lease("a");

        var claimed = deliveries().claim(order, lease, NOW);

        var delivery = delivering(order, List.of(), Optional.empty());
        assertThat(delivery.brokeOff()).isFalse();
        assertThat(claimed).isEqualTo(new Claimed.Mine(delivery));
        assertThat(deliveries().find(order.organisation(), order.invocation())).contains(delivery);
        assertThat(deliveries().claim(order, lease("b"), lease.until().minusMillis(1)))
                .isEqualTo(new Claimed.Busy(lease.until()));
    }

    @Test
    default void givesAnAttemptToOneOfManyWhoClaimItAtOnce() throws Exception {
        var order = order();
        var claims =
                IntStream.range(0, THREADS)
                        .<Callable<Claimed>>mapToObj(
                                i -> () -> deliveries().claim(order, lease("t" + i), NOW))
                        .toList();
        var claimed = new ArrayList<Claimed>();
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            for (var claim : pool.invokeAll(claims)) {
                claimed.add(claim.get());
            }
        }

        assertThat(claimed).filteredOn(Claimed.Mine.class::isInstance).hasSize(1);
        assertThat(claimed).filteredOn(Claimed.Busy.class::isInstance).hasSize(THREADS - 1);
    }

    @Test
    default void givesABrokenOffAttemptToTheNextOnceTheLeaseIsOver() {
        var order = order();
        var lost = lease("lost");
        deliveries().claim(order, lost, NOW);

        var claimed = deliveries().claim(order, lease("next"), lost.until());

        assertThat(claimed).isInstanceOf(Claimed.Mine.class);
        assertThat(found(order).brokeOff()).isTrue();
        assertThat(deliveries().await(order, lost, attempt(1), "late", 1, NEXT)).isFalse();
        assertThat(deliveries().await(order, lease("next"), attempt(1), "in time", 1, NEXT))
                .isTrue();
    }

    @Test
    default void waitsForTheNextAttempt() {
        var order = order();
        deliveries().claim(order, lease("a"), NOW);

        var noted = deliveries().await(order, lease("a"), attempt(1), "503", 1, NEXT);

        assertThat(noted).isTrue();
        var delivery = found(order);
        assertThat(delivery)
                .isEqualTo(
                        new Delivery(
                                order.organisation(),
                                order.invocation(),
                                order.agent(),
                                DeliveryStatus.PENDING,
                                2,
                                1,
                                1,
                                List.of(attempt(1)),
                                Optional.of("503"),
                                Optional.of(NEXT),
                                attempt(1).at().plus(attempt(1).latency())));
        assertThat(deliveries().claim(order, lease("b"), NEXT))
                .isEqualTo(new Claimed.Past(delivery));
        assertThat(deliveries().await(order, lease("a"), attempt(1), "again", 1, NEXT)).isFalse();
    }

    @Test
    default void makesAttemptsOneAfterTheOther() {
        var first = order();
        var second = first.at(2, 0, NEXT);
        deliveries().claim(first, lease("a"), NOW);
        deliveries().await(first, lease("a"), attempt(1), "429", 0, NEXT);

        var claimed = deliveries().claim(second, lease("b"), NOW);

        assertThat(claimed)
                .isEqualTo(
                        new Claimed.Mine(
                                delivering(second, List.of(attempt(1)), Optional.of("429"))));
        assertThat(deliveries().claim(first, lease("c"), NEXT.plus(Duration.ofDays(1))))
                .isEqualTo(new Claimed.Past(found(first)));
    }

    @Test
    default void beginsWithALaterAttemptIfTheFirstWasMadeElsewhere() {
        var second = order().at(2, 1, NEXT);

        assertThat(deliveries().claim(second, lease("a"), NOW))
                .isEqualTo(new Claimed.Mine(delivering(second, List.of(), Optional.empty())));
    }

    @Test
    default void endsOnce() {
        var order = order();
        var delivered = new End(DeliveryStatus.DELIVERED, Optional.empty(), NEXT);
        deliveries().claim(order, lease("a"), NOW);

        assertThat(deliveries().finish(order, delivered, Optional.of(attempt(1)))).isTrue();
        assertThat(deliveries().finish(order, failed(), Optional.of(attempt(1)))).isFalse();

        var delivery = found(order);
        assertThat(delivery)
                .isEqualTo(
                        new Delivery(
                                order.organisation(),
                                order.invocation(),
                                order.agent(),
                                DeliveryStatus.DELIVERED,
                                1,
                                0,
                                1,
                                List.of(attempt(1)),
                                Optional.empty(),
                                Optional.empty(),
                                NEXT));
        assertThat(deliveries().claim(order, lease("b"), NEXT.plusSeconds(9000)))
                .isEqualTo(new Claimed.Over(delivery));
        assertThat(deliveries().await(order, lease("a"), attempt(1), "late", 1, NEXT)).isFalse();
    }

    @Test
    default void endsWhatNeverBegan() {
        var order = order();

        assertThat(deliveries().finish(order, failed(), Optional.empty())).isTrue();

        assertThat(found(order))
                .isEqualTo(
                        new Delivery(
                                order.organisation(),
                                order.invocation(),
                                order.agent(),
                                DeliveryStatus.FAILED,
                                1,
                                0,
                                0,
                                List.of(),
                                Optional.of("gone"),
                                Optional.empty(),
                                NEXT));
    }

    @Test
    default void keepsOrganisationsApart() {
        var order = order();
        deliveries().claim(order, lease("a"), NOW);

        assertThat(deliveries().find(IDS.organisation(), order.invocation())).isEmpty();
        assertThat(
                        deliveries()
                                .list(
                                        IDS.organisation(),
                                        DeliveryStatus.DELIVERING,
                                        PageRequest.first(10))
                                .items())
                .isEmpty();
    }

    @Test
    default void listsDeliveriesByWhereTheyStand() {
        var organisation = IDS.organisation();
        var orders =
                IntStream.range(0, 5)
                        .mapToObj(_ -> SampleOrders.first(organisation, IDS, NOW))
                        .sorted(Comparator.comparing(DeliveryOrder::invocation))
                        .toList();
        orders.forEach(order -> deliveries().claim(order, lease("a"), NOW));
        orders.subList(0, 3)
                .forEach(order -> deliveries().finish(order, failed(), Optional.empty()));

        var page = deliveries().list(organisation, DeliveryStatus.FAILED, PageRequest.first(2));
        var rest =
                deliveries()
                        .list(organisation, DeliveryStatus.FAILED, new PageRequest(2, page.next()));

        assertThat(page.items()).containsExactly(found(orders.get(0)), found(orders.get(1)));
        assertThat(rest.items()).containsExactly(found(orders.get(2)));
        assertThat(rest.next()).isEmpty();
        assertThat(
                        deliveries()
                                .list(organisation, DeliveryStatus.DELIVERING, PageRequest.first(9))
                                .items())
                .containsExactly(found(orders.get(3)), found(orders.get(4)));
    }

    private Delivery found(DeliveryOrder order) {
        return deliveries().find(order.organisation(), order.invocation()).orElseThrow();
    }

    private static DeliveryOrder order() {
        return SampleOrders.first(IDS.organisation(), IDS, NOW);
    }

    /** To the millisecond, as a lease is kept. */
    private static Lease lease(String token) {
        return new Lease(token, Instant.parse("2026-03-02T09:01:00.123Z"));
    }

    private static End failed() {
        return new End(DeliveryStatus.FAILED, Optional.of("gone"), NEXT);
    }

    private static DeliveryAttempt attempt(int number) {
        return new DeliveryAttempt(
                number,
                NOW,
                "upstream_failed",
                number == 1 ? OptionalInt.of(503) : OptionalInt.empty(),
                Duration.ofMillis(120),
                true,
                false,
                "Busy; try later");
    }

    private static Delivery delivering(
            DeliveryOrder order, List<DeliveryAttempt> attempts, Optional<String> error) {
        return new Delivery(
                order.organisation(),
                order.invocation(),
                order.agent(),
                DeliveryStatus.DELIVERING,
                order.attempt(),
                order.counted(),
                attempts.size() + 1,
                attempts,
                error,
                Optional.empty(),
                NOW);
    }
}
