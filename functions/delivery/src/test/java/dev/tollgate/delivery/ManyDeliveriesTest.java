package dev.tollgate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.outbound.Destinations;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoApprovals;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoCircuits;
import dev.tollgate.dynamodb.DynamoDeliveries;
import dev.tollgate.dynamodb.DynamoKillSwitches;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.dynamodb.DynamoSubscriptions;
import dev.tollgate.lambda.Environment;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.Receiver;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.outbound.HttpDestinations;
import dev.tollgate.queue.OrderMessage;
import dev.tollgate.queue.SqsDeliveryQueue;
import dev.tollgate.redis.Redis;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.redis.RedisPacing;
import dev.tollgate.testing.InMemoryCredentials;
import dev.tollgate.testing.Race;
import dev.tollgate.testing.RecordedMetrics;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Many orders, many functions at once, on DynamoDB Local, ElasticMQ, Redis and HTTP. */
final class ManyDeliveriesTest {
    private static final int THREADS = 8;
    private static final int TENANTS = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration VISIBILITY = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());
    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(clock, random);
    private final Queues queues = new Queues(VISIBILITY);
    private final Dynamo dynamo = Tables.shared();
    private final Lineage lineage = new DynamoLineage(dynamo);
    private final Deliveries deliveries = new DynamoDeliveries(dynamo);
    private final RedisClient redis =
            new Redis(RedisServer.shared().endpoint(), TIMEOUT, 64, TIMEOUT).connect();
    private final RedisCounters counters = new RedisCounters(redis, clock);
    private final InMemoryCredentials credentials = new InMemoryCredentials();
    private final DynamoAgents agents = new DynamoAgents(dynamo, random);
    private final DeliveryQueue queue = SqsDeliveryQueue.connect(queues.orders, queues.buried);
    private final Receiver receiver = Receiver.start();
    private final Desk desk = new Desk();

    @AfterEach
    void stop() {
        receiver.close();
        redis.close();
    }

    /** An agent that knows idempotency keys: it does once what it is asked, and says so again. */
    private static final class Desk {
        private final Set<String> done = ConcurrentHashMap.newKeySet();
        private final Set<String> again = ConcurrentHashMap.newKeySet();
        private final Set<String> refused = ConcurrentHashMap.newKeySet();
        private final AtomicInteger attempts = new AtomicInteger();

        Behaviour reliable() {
            return failing(Integer.MAX_VALUE, Integer.MAX_VALUE);
        }

        /**
         * One attempt of so many fails, before anything is done; one call of so many is refused.
         */
        Behaviour failing(int failed, int refusing) {
            return (exchange, request) -> {
                int attempt = attempts.incrementAndGet();
                var key = request.header("idempotency-key").orElseThrow();
                answer(key, attempt, failed, refusing).answer(exchange, request);
            };
        }

        private Behaviour answer(String key, int attempt, int failed, int refusing) {
            if (attempt % failed == 0) {
                return attempt % (2 * failed) == 0 ? Behaviour.status(503) : Behaviour.hangingUp();
            }
            if (Math.floorMod(key.hashCode(), refusing) == 0) {
                refused.add(key);
                return Behaviour.status(400);
            }
            if (!done.add(key)) {
                again.add(key);
            }
            return Behaviour.status(200);
        }
    }

    @Test
    void deliversOrBuriesEveryOneOfFiveThousand() throws Exception {
        receiver.answers(desk.failing(20, 100));
        var orders = admit(5000);

        work(function(real -> real), () -> desk.done.size() + desk.refused.size() == 5000);

        var ended = ended(orders);
        var delivered = ended.getOrDefault(DeliveryStatus.DELIVERED, Set.of());
        var failed = ended.getOrDefault(DeliveryStatus.FAILED, Set.of());
        assertThat(delivered.size() + failed.size()).isEqualTo(5000);
        assertThat(delivered).isEqualTo(desk.done);
        assertThat(failed).isNotEmpty().isEqualTo(desk.refused);
        assertThat(buried()).isEqualTo(failed);
        assertThat(desk.again).isEmpty();
        // Each was tried again that failed for now, and no other.
        assertThat(desk.attempts.get()).isEqualTo(5000 + desk.attempts.get() / 20);
    }

    @Test
    void makesTheAttemptAgainThatAFunctionDiedAfter() throws Exception {
        receiver.answers(desk.reliable());
        var orders = admit(200);
        var dead = ConcurrentHashMap.<String>newKeySet();
        var calls = new AtomicInteger();
        var dying =
                function(real ->
                        call -> {
                            var execution = real.execute(call);
                            if (calls.incrementAndGet() % 10 == 0) {
                                dead.add(call.idempotencyKey());
                                throw new Faults.Died("after the agent answered");
                            }
                            return execution;
                        });

        work(dying, () -> desk.done.size() == 200);
        // Their claims are over.
        ahead.set(TIMEOUT.plus(Duration.ofMinutes(1)));
        work(function(real -> real), () -> desk.again.size() == dead.size());

        assertThat(dead).hasSize(20);
        assertThat(desk.again).isEqualTo(dead);
        assertThat(desk.attempts.get()).isEqualTo(220);
        assertThat(desk.done).hasSize(200);
        assertThat(ended(orders)).isEqualTo(Map.of(DeliveryStatus.DELIVERED, desk.done));
        assertThat(buried()).isEmpty();
    }

    private DeliveryFunction function(UnaryOperator<Destinations> destinations) {
        var config =
                Config.of(
                        Environment.of(
                                Map.of(
                                        "DELIVERY_QUEUE_URL",
                                        queues.orders.toString(),
                                        "DELIVERY_DLQ_URL",
                                        queues.buried.toString(),
                                        "EXTERNAL_AGENT_WEBHOOK_TIMEOUT_SECONDS",
                                        Long.toString(TIMEOUT.toSeconds()),
                                        "EXTERNAL_AGENT_WEBHOOK_RETRY_SCHEDULE",
                                        "0s,1s,1s,1s,1s,1s",
                                        "ALLOW_LOOPBACK_WEBHOOKS",
                                        "true")));
        return new DeliveryFunction(
                config,
                new DeliveryFunction.Ports(
                        lineage,
                        new DynamoApprovals(dynamo, clock, new SecureRandom()),
                        new DynamoKillSwitches(dynamo),
                        counters,
                        deliveries,
                        queue,
                        new DynamoCircuits(dynamo),
                        new RedisPacing(redis, clock),
                        new DynamoSubscriptions(dynamo),
                        agents,
                        credentials,
                        destinations.apply(new HttpDestinations(config.urls(), clock)),
                        new DynamoAudit(dynamo, Duration.ofDays(400), clock, random),
                        new RecordedMetrics(),
                        clock,
                        random));
    }

    /** Hands out batches, several at once, until it is over; each batch is done to its end. */
    private void work(DeliveryFunction function, BooleanSupplier over) throws Exception {
        var deadline = Instant.now().plus(LONGEST);
        Race.of(
                THREADS,
                _ ->
                        () -> {
                            while (!over.getAsBoolean() && Instant.now().isBefore(deadline)) {
                                queues.pump(function);
                            }
                            return over;
                        });
        assertThat(over.getAsBoolean()).as("over within " + LONGEST).isTrue();
    }

    /** The keys of those that stand so. */
    private Map<DeliveryStatus, Set<String>> ended(List<DeliveryOrder> orders) {
        return orders.parallelStream()
                .collect(
                        Collectors.groupingBy(
                                order ->
                                        deliveries
                                                .find(order.organisation(), order.id())
                                                .orElseThrow()
                                                .status(),
                                Collectors.mapping(
                                        order -> Calls.id(order).value(), Collectors.toSet())));
    }

    /** The keys of what is on the dead-letter queue. */
    private Set<String> buried() {
        return Stream.iterate(queues.unearthed(), some -> !some.isEmpty(), _ -> queues.unearthed())
                .flatMap(List::stream)
                .map(letter -> Calls.id(OrderMessage.read(letter.body())).value())
                .collect(Collectors.toSet());
    }

    private List<Agent> tenants() {
        return IntStream.range(0, TENANTS)
                .mapToObj(i ->
                        Calls.agent(
                                ids.organisation(),
                                ids.agent(),
                                agents,
                                credentials,
                                receiver.at("/agents/" + i)))
                .toList();
    }

    private List<DeliveryOrder> admit(int number) throws Exception {
        var tenants = tenants();
        return Race.of(
                        THREADS,
                        thread ->
                                () ->
                                        IntStream.range(0, number)
                                                .filter(i -> i % THREADS == thread)
                                                .mapToObj(i -> admit(tenants.get(i % TENANTS)))
                                                .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private DeliveryOrder admit(Agent agent) {
        var order = Calls.admit(agent, ids.invocation(), lineage, counters, clock.instant());
        queue.send(order, Duration.ZERO);
        return order;
    }
}
