package dev.tollgate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.testing.InMemoryDeliveryQueue;
import dev.tollgate.testing.InMemorySubscriptions;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.SetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class AnnounceTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String LOST = "external_agent_events_lost";

    private final SetClock clock = new SetClock(NOW);
    private final Ids ids = new Ids(clock, new SplittableRandom(1));
    private final OrganisationId acme = ids.organisation();
    private final AgentId agent = ids.agent();
    private final InMemorySubscriptions subscriptions = new InMemorySubscriptions();
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final Announce announce = announce(queue);

    @Test
    void tellsThoseWhoWantIt() {
        var all = subscribed(Set.of(), Optional.empty());
        var type = subscribed(Set.of(EventType.POLICY_DENIED), Optional.of(agent));
        subscribed(Set.of(EventType.INVOCATION_FAILED), Optional.empty());
        subscribed(Set.of(), Optional.of(ids.agent()));
        var disabled = subscribed(Set.of(), Optional.empty());
        subscriptions.disable(acme, disabled.id(), "by hand", NOW);

        announce.announce(denied());

        assertThat(orders())
                .extracting(order -> ((Purpose.Event) order.purpose()).subscription())
                .containsExactlyInAnyOrder(all.id(), type.id());
    }

    @Test
    void saysWhatHappenedAsStandardWebhooksRecommends() {
        subscribed(Set.of(), Optional.empty());
        var event = denied();

        announce.announce(event);

        assertThat(orders().getFirst().body())
                .isEqualTo(
                        "{\"id\":\"%s\",\"type\":\"external_agent.policy_denied\",\"timestamp\":\"%s\",\"organisation_id\":\"%s\",\"data\":{\"detail\":\"no\"}}"
                                .formatted(event.id(), NOW, acme));
    }

    @Test
    void makesOneDeliveryOfOneEventWhoeverTellsOfIt() {
        subscribed(Set.of(), Optional.empty());
        var event = denied();

        announce.announce(event);
        announce.announce(event);
        clock.pass(Duration.ofSeconds(5));
        announce(queue).announce(event);

        assertThat(orders()).hasSize(2);
        assertThat(orders().getFirst().id()).isEqualTo(orders().getLast().id());
    }

    @Test
    void noticesANewSubscriptionWithinTheAgeOfItsCopy() {
        announce.announce(denied());
        subscribed(Set.of(), Optional.empty());
        clock.pass(Announce.AGE.minusMillis(1));
        announce.announce(denied());
        assertThat(orders()).isEmpty();

        clock.pass(Duration.ofMillis(1));
        announce.announce(denied());

        assertThat(orders()).hasSize(1);
    }

    @Test
    void losesTheEventAndNotTheCallIfTheQueueFails() {
        subscribed(Set.of(), Optional.empty());

        announce(
                        sending(_ -> {
                            throw new IllegalStateException("down");
                        }))
                .announce(denied());

        assertThat(metrics.counted(LOST)).isEqualTo(1);
    }

    @Test
    @Timeout(30)
    void waitsForAQueueThatHangsNoLongerThanItsPatience() {
        subscribed(Set.of(), Optional.empty());
        var never = new CountDownLatch(1);
        var before = System.nanoTime();

        announce(
                        sending(_ -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        }))
                .announce(denied());

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Announce.PATIENCE.minusMillis(50), Announce.PATIENCE.multipliedBy(10));
        assertThat(metrics.counted(LOST)).isEqualTo(1);
        never.countDown();
    }

    /** A queue that does this with every order. */
    private static DeliveryQueue sending(Consumer<DeliveryOrder> send) {
        return new DeliveryQueue() {
            @Override
            public void send(DeliveryOrder order, Duration delay) {
                send.accept(order);
            }

            @Override
            public void bury(DeliveryOrder order, String reason, String history) {
                throw new IllegalStateException("nothing is buried");
            }

            @Override
            public void buryUnreadable(String message, String reason) {
                throw new IllegalStateException("nothing is buried");
            }
        };
    }

    private Announce announce(DeliveryQueue on) {
        return new Announce(subscriptions, on, metrics, clock, new SplittableRandom(2));
    }

    private Event denied() {
        return new Event(
                ids.event(),
                acme,
                EventType.POLICY_DENIED,
                NOW,
                Optional.of(agent),
                Map.of("detail", "no"));
    }

    private List<DeliveryOrder> orders() {
        return queue.waiting().stream().map(InMemoryDeliveryQueue.Sent::order).toList();
    }

    private Subscription subscribed(Set<EventType> types, Optional<AgentId> about) {
        var subscription =
                new Subscription(
                        ids.subscription(),
                        acme,
                        "https://hooks.example.com/…",
                        "",
                        types,
                        about,
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        Optional.empty(),
                        1,
                        "usr_admin",
                        NOW,
                        NOW);
        subscriptions.add(subscription);
        return subscription;
    }
}
