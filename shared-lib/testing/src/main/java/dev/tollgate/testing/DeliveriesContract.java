package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Deliveries.Claimed;
import dev.tollgate.domain.delivery.Deliveries.End;
import dev.tollgate.domain.delivery.Deliveries.Lease;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQuery;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.delivery.Turn;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    Progress PROGRESS = new Progress(2, "page-1");
    Turn COUNTED = new Turn(2, NEXT, 1, 0, NOW, false, PROGRESS);
    Turn DEFERRED = new Turn(2, NEXT, 0, 1, NOW, true, Progress.NONE);
    Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    /** The record under test. */
    Deliveries deliveries();

    @Test
    default void findsNothingBeforeTheFirstAttempt() {
        var order = order();

        assertThat(deliveries().find(order.organisation(), order.id())).isEmpty();
    }

    @Test
    default void givesAnAttemptToTheFirstWhoClaimsIt() {
        var order = order();
        var lease = lease("a");

        var claimed = deliveries().claim(order, lease, NOW);

        var delivery = delivering(order, List.of(), Optional.empty());
        assertThat(delivery.brokeOff()).isFalse();
        assertThat(claimed).isEqualTo(new Claimed.Mine(delivery));
        assertThat(deliveries().find(order.organisation(), order.id())).contains(delivery);
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
        assertThat(deliveries().await(order, lost, attempt(1), "late", COUNTED)).isFalse();
        assertThat(deliveries().await(order, lease("next"), attempt(1), "in time", COUNTED))
                .isTrue();
    }

    @Test
    default void waitsForTheNextAttempt() {
        var order = order();
        deliveries().claim(order, lease("a"), NOW);

        var noted = deliveries().await(order, lease("a"), attempt(1), "503", COUNTED);

        assertThat(noted).isTrue();
        var delivery = found(order);
        assertThat(delivery)
                .isEqualTo(
                        new Delivery(
                                order.organisation(),
                                order.id(),
                                order.purpose().subject(),
                                DeliveryStatus.PENDING,
                                COUNTED,
                                1,
                                List.of(attempt(1)),
                                Optional.of("503"),
                                attempt(1).at().plus(attempt(1).latency())));
        assertThat(deliveries().claim(order, lease("b"), NEXT))
                .isEqualTo(new Claimed.Past(delivery));
        assertThat(deliveries().await(order, lease("a"), attempt(1), "again", COUNTED)).isFalse();
    }

    @Test
    default void makesAttemptsOneAfterTheOther() {
        var first = order();
        var second = first.at(DEFERRED);
        deliveries().claim(first, lease("a"), NOW);
        deliveries().await(first, lease("a"), attempt(1), "429", DEFERRED);

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
        var second = order().at(COUNTED);

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
                                order.id(),
                                order.purpose().subject(),
                                DeliveryStatus.DELIVERED,
                                order.turn(),
                                1,
                                List.of(attempt(1)),
                                Optional.empty(),
                                NEXT));
        assertThat(deliveries().claim(order, lease("b"), NEXT.plusSeconds(9000)))
                .isEqualTo(new Claimed.Over(delivery));
        assertThat(deliveries().await(order, lease("a"), attempt(1), "late", COUNTED)).isFalse();
    }

    @Test
    default void endsWhatNeverBegan() {
        var order = order();

        assertThat(deliveries().finish(order, failed(), Optional.empty())).isTrue();

        assertThat(found(order))
                .isEqualTo(
                        new Delivery(
                                order.organisation(),
                                order.id(),
                                order.purpose().subject(),
                                DeliveryStatus.FAILED,
                                order.turn(),
                                0,
                                List.of(),
                                Optional.of("gone"),
                                NEXT));
    }

    @Test
    default void keepsOrganisationsApart() {
        var order = order();
        deliveries().claim(order, lease("a"), NOW);

        assertThat(deliveries().find(IDS.organisation(), order.id())).isEmpty();
        assertThat(
                        deliveries()
                                .list(IDS.organisation(), DeliveryQuery.ALL, PageRequest.first(10))
                                .items())
                .isEmpty();
    }

    @Test
    default void listsDeliveriesByWhereTheyStand() {
        var organisation = IDS.organisation();
        var orders =
                IntStream.range(0, 5)
                        .mapToObj(_ -> SampleOrders.first(organisation, IDS, NOW))
                        .sorted(Comparator.comparing(DeliveryOrder::id))
                        .toList();
        orders.forEach(order -> deliveries().claim(order, lease("a"), NOW));
        orders.subList(0, 3)
                .forEach(order -> deliveries().finish(order, failed(), Optional.empty()));

        var page =
                deliveries()
                        .list(
                                organisation,
                                DeliveryQuery.of(DeliveryStatus.FAILED),
                                PageRequest.first(2));
        var rest =
                deliveries()
                        .list(
                                organisation,
                                DeliveryQuery.of(DeliveryStatus.FAILED),
                                new PageRequest(2, page.next()));

        assertThat(page.items()).containsExactly(found(orders.get(0)), found(orders.get(1)));
        assertThat(rest.items()).containsExactly(found(orders.get(2)));
        assertThat(rest.next()).isEmpty();
        assertThat(
                        deliveries()
                                .list(
                                        organisation,
                                        DeliveryQuery.of(DeliveryStatus.DELIVERING),
                                        PageRequest.first(9))
                                .items())
                .containsExactly(found(orders.get(3)), found(orders.get(4)));
    }

    @Test
    default void listsTheEventsOfASubscription() {
        var subscription = IDS.subscription();
        var event = event(IDS.organisation(), subscription, NOW);
        deliveries().claim(event, lease("a"), NOW);
        deliveries().claim(event(event.organisation(), IDS.subscription(), NOW), lease("b"), NOW);
        deliveries().claim(SampleOrders.first(event.organisation(), IDS, NOW), lease("c"), NOW);

        var listed =
                deliveries()
                        .list(
                                event.organisation(),
                                DeliveryQuery.of(subscription),
                                PageRequest.first(9));

        assertThat(listed.items()).containsExactly(found(event));
    }

    @Test
    default void listsWhatWasOrderedInATimeAndForAnAgent() {
        var organisation = IDS.organisation();
        var at = Instant.parse("2026-03-02T09:00:00Z");
        var orders =
                IntStream.range(0, 4)
                        .mapToObj(hour -> order(organisation, at.plus(Duration.ofHours(hour))))
                        .toList();
        orders.forEach(order -> deliveries().claim(order, lease("a"), NOW));

        var inTime =
                deliveries()
                        .list(
                                organisation,
                                new DeliveryQuery(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(at.plus(Duration.ofHours(1))),
                                        Optional.of(at.plus(Duration.ofHours(3)))),
                                PageRequest.first(9));
        var ofAgent =
                deliveries()
                        .list(
                                organisation,
                                new DeliveryQuery(
                                        Optional.of(DeliveryStatus.DELIVERING),
                                        orders.get(3).purpose().subject().agent(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                PageRequest.first(1));

        assertThat(inTime.items()).containsExactly(found(orders.get(1)), found(orders.get(2)));
        assertThat(ofAgent.items()).containsExactly(found(orders.get(3)));
    }

    @Test
    default void keepsTheOrderOfWhatFailed() {
        var order = event(IDS.organisation(), IDS.subscription(), NOW);
        deliveries().claim(order, lease("a"), NOW);
        assertThat(deliveries().kept(order.organisation(), order.id())).isEmpty();

        deliveries().finish(order, failed(), Optional.of(attempt(1)));

        assertThat(deliveries().kept(order.organisation(), order.id())).contains(order);
        assertThat(deliveries().kept(IDS.organisation(), order.id())).isEmpty();
    }

    @Test
    default void keepsACallWithoutTheAddressOfItsReply() {
        var call = order();
        var address = new ReplyAddress(IDS.agent(), Map.of("response_url", "https://x.example/1"));
        var asked =
                new DeliveryOrder(
                        call.organisation(),
                        call.id(),
                        new Purpose.Call(
                                IDS.agent(), IDS.invocation(), "key-1", Optional.of(address)),
                        call.body(),
                        call.traceparent(),
                        call.turn());
        var reply =
                new DeliveryOrder(
                        call.organisation(),
                        IDS.delivery(),
                        new Purpose.Reply(IDS.invocation(), address),
                        call.body(),
                        call.traceparent(),
                        call.turn());
        deliveries().finish(asked, failed(), Optional.empty());
        deliveries().finish(reply, failed(), Optional.empty());

        assertThat(deliveries().kept(asked.organisation(), asked.id()).orElseThrow().purpose())
                .isInstanceOfSatisfying(
                        Purpose.Call.class,
                        kept -> {
                            assertThat(kept.idempotencyKey()).isEqualTo("key-1");
                            assertThat(kept.replyTo()).isEmpty();
                        });
        assertThat(deliveries().kept(reply.organisation(), reply.id())).isEmpty();
    }

    @Test
    default void makesAFailedDeliveryAgainOnce() {
        var order = event(IDS.organisation(), IDS.subscription(), NOW);
        deliveries().claim(order, lease("a"), NOW);
        assertThat(deliveries().reopen(order.at(order.turn().anew(NEXT)), NEXT)).isFalse();
        deliveries().finish(order, failed(), Optional.of(attempt(1)));
        var again = order.at(order.turn().anew(NEXT));

        assertThat(deliveries().reopen(again, NEXT)).isTrue();
        assertThat(deliveries().reopen(again, NEXT)).isFalse();

        var waiting = found(order);
        assertThat(waiting.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(waiting.turn()).isEqualTo(again.turn());
        assertThat(waiting.attempts()).containsExactly(attempt(1));
        assertThat(deliveries().claim(again, lease("b"), NEXT)).isInstanceOf(Claimed.Mine.class);
    }

    private static DeliveryOrder order(OrganisationId organisation, Instant at) {
        return SampleOrders.first(organisation, new Ids(() -> at, new SecureRandom()), at);
    }

    private static DeliveryOrder event(
            OrganisationId organisation, SubscriptionId subscription, Instant at) {
        return new DeliveryOrder(
                organisation,
                IDS.delivery(),
                new Purpose.Event(
                        subscription, "external_agent.invocation.failed", Optional.empty()),
                "{}",
                SampleOrders.TRACEPARENT,
                Turn.first(at));
    }

    private Delivery found(DeliveryOrder order) {
        return deliveries().find(order.organisation(), order.id()).orElseThrow();
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
                order.id(),
                order.purpose().subject(),
                DeliveryStatus.DELIVERING,
                order.turn(),
                attempts.size() + 1,
                attempts,
                error,
                NOW);
    }
}
