package dev.tollgate.queue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.EventId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.Turn;
import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.event.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders that subscribers are told of events. What is told of never fails for it and never waits
 * for longer than {@link #PATIENCE}: an event that cannot be ordered by then is lost, logged and
 * counted.
 */
public final class Announce {
    /** Within this a new subscription is told of its first event. */
    public static final Duration AGE = Duration.ofSeconds(30);

    /** For one event and all its subscribers. What takes longer may get through all the same. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Executor THREADS = Thread::startVirtualThread;
    private static final int MOST_COPIES = 200;
    private static final int MOST_REMEMBERED = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(Announce.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Subscriptions subscriptions;
    private final DeliveryQueue queue;
    private final Metrics metrics;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<OrganisationId, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);
    private final LinkedHashSet<EventId> announced = new LinkedHashSet<>();

    public Announce(
            Subscriptions subscriptions,
            DeliveryQueue queue,
            Metrics metrics,
            InstantSource clock,
            RandomGenerator random) {
        this.subscriptions = subscriptions;
        this.queue = queue;
        this.metrics = metrics;
        this.clock = clock;
        this.random = random;
    }

    /** The subscriptions of an organisation as they were at that time. */
    private record Copy(List<Subscription> all, Instant since) {}

    /** May be repeated: for one event a subscription has one delivery. */
    public void announce(Event event) {
        if (isAnnounced(event.id()) || isKnownToBeUnwanted(event)) {
            return;
        }
        try {
            CompletableFuture.runAsync(() -> tell(event), THREADS)
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            remember(event.id());
        } catch (ExecutionException | TimeoutException e) {
            lost(event, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost(event, e);
        }
    }

    /** Nearly always: this costs no thread and no round trip. */
    private boolean isKnownToBeUnwanted(Event event) {
        return fresh(event.organisation(), clock.instant())
                .filter(all -> all.stream().noneMatch(it -> it.wants(event)))
                .isPresent();
    }

    private void tell(Event event) {
        of(event.organisation()).stream()
                .filter(subscription -> subscription.wants(event))
                .forEach(subscription -> send(event, subscription.id()));
    }

    private void lost(Event event, Exception why) {
        LOG.error("not all are told of {} {}", event.type().text(), event.id(), why);
        metrics.count("external_agent_events_lost", Map.of("type", event.type().text()));
    }

    /** Tells one subscription, whatever it wants. */
    public DeliveryId send(Event event, SubscriptionId subscription) {
        var order = order(event, subscription);
        queue.send(order, Duration.ZERO);
        return order.id();
    }

    private DeliveryOrder order(Event event, SubscriptionId subscription) {
        return new DeliveryOrder(
                event.organisation(),
                Ids.repeatable(event.id().time(), event.id() + " " + subscription).delivery(),
                new Purpose.Event(subscription, event.type().text(), event.agent()),
                body(event),
                traceparent(),
                Turn.first(clock.instant()));
    }

    /** {@code type}, {@code timestamp} and {@code data} as Standard Webhooks recommends. */
    private static String body(Event event) {
        var body = JSON.createObjectNode();
        body.put("id", event.id().value());
        body.put("type", event.type().text());
        body.put("timestamp", event.at().toString());
        body.put("organisation_id", event.organisation().value());
        var data = body.putObject("data");
        event.data().forEach(data::put);
        return body.toString();
    }

    private String traceparent() {
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var hex = HexFormat.of().formatHex(bytes);
        return "00-" + hex.substring(0, 32) + "-" + hex.substring(32) + "-01";
    }

    private List<Subscription> of(OrganisationId organisation) {
        var now = clock.instant();
        return fresh(organisation, now).orElseGet(() -> load(organisation, now));
    }

    private Optional<List<Subscription>> fresh(OrganisationId organisation, Instant now) {
        return find(organisation).filter(it -> it.since().plus(AGE).isAfter(now)).map(Copy::all);
    }

    private List<Subscription> load(OrganisationId organisation, Instant now) {
        var all = subscriptions.list(organisation);
        synchronized (copies) {
            copies.put(organisation, new Copy(all, now));
            if (copies.size() > MOST_COPIES) {
                copies.remove(copies.keySet().iterator().next());
            }
        }
        return all;
    }

    private Optional<Copy> find(OrganisationId organisation) {
        synchronized (copies) {
            return Optional.ofNullable(copies.get(organisation));
        }
    }

    /** What happens once in a period is told by each refusal in it; most end here. */
    private boolean isAnnounced(EventId id) {
        synchronized (announced) {
            return announced.contains(id);
        }
    }

    private void remember(EventId id) {
        synchronized (announced) {
            if (announced.size() >= MOST_REMEMBERED) {
                announced.removeFirst();
            }
            announced.add(id);
        }
    }
}
