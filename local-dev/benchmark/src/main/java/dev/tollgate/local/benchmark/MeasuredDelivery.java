package dev.tollgate.local.benchmark;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tollgate.delivery.DeliveryFunction;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.local.gateway.lambda.Deployed;
import dev.tollgate.local.gateway.lambda.InThisJvm;
import dev.tollgate.local.gateway.lambda.Lambda;
import dev.tollgate.local.gateway.sources.QueueSource;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.Receiver;
import dev.tollgate.queue.SqsDeliveryQueue;
import dev.tollgate.secrets.SecretsManagerCredentials;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Deliveries that are sent at a rate, whatever becomes of those before: from the moment an order is
 * put on the queue to the moment the agent has read the request. Beside it the same for messages
 * that nobody does anything with, which is what the local queue takes.
 */
final class MeasuredDelivery {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final int WARM_UP_RATE = 40;
    private static final int DESTINATIONS = 10;
    private static final String TRACEPARENT =
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(CLOCK, random);
    private final URI redis;
    private final Dynamo tables;
    private final Receiver receiver;
    private final SqsClient sqs;

    MeasuredDelivery(URI redis, Dynamo tables, Receiver receiver, SqsClient sqs) {
        this.redis = redis;
        this.tables = tables;
        this.receiver = receiver;
        this.sqs = sqs;
    }

    void print(Extent extent) {
        var time = extent.of(MEASURED);
        var orders = queue("orders");
        var buried = queue("buried");
        var agents = IntStream.range(0, DESTINATIONS).mapToObj(this::destination).toList();
        System.out.println(
                "delivery: order on the queue to request at the agent, "
                        + DESTINATIONS
                        + " tenants with an agent each");
        System.out.println(Arrivals.HEADER);
        try (var function = function(orders, buried);
                var _ = QueueSource.start(sqs, orders, function)) {
            var queue = SqsDeliveryQueue.connect(URI.create(orders), URI.create(buried));
            delivered(queue, agents, WARM_UP_RATE, extent.of(WARM_UP));
            for (int rate : new int[] {20, 50, 200}) {
                print(rate, time, delivered(queue, agents, rate, time));
            }
        }
        System.out.println(
                "Where fewer arrive than are sent, the "
                        + Runtime.getRuntime().availableProcessors()
                        + " cores that function, agents and servers share are the limit, and latency"
                        + " is the queue for them.");
        new Fairness(sqs, queue("fairness"), extent).print();
    }

    private void print(int rate, Duration time, Cost delivery) {
        var alone = alone(rate, time);
        System.out.println(delivery.arrivals().row("delivery", rate));
        System.out.println(alone.row("the queue alone", rate));
        System.out.printf(
                "         the queue's share: %.0f %% of p50, %.0f %% of p99; cores used: %s%n",
                100 * alone.millis(50) / delivery.arrivals().millis(50),
                100 * alone.millis(99) / delivery.arrivals().millis(99),
                delivery.cores());
    }

    private record Cost(Arrivals arrivals, String cores) {}

    private Cost delivered(DeliveryQueue queue, List<Agent> agents, int rate, Duration time) {
        var orders =
                IntStream.range(0, Arrivals.number(rate, time))
                        .parallel()
                        .mapToObj(i -> admitted(agents.get(i % agents.size())))
                        .toList();
        var arrivals = new Arrivals();
        receiver.forget();
        receiver.answers((exchange, request) -> {
            arrivals.came(request.header("idempotency-key").orElse(""));
            Behaviour.status(200).answer(exchange, request);
        });
        var cpu = CpuTime.now();
        long start = System.nanoTime();
        arrivals.send(
                rate,
                orders,
                order -> order.purpose().subject().invocation().orElseThrow().value(),
                order -> queue.send(order, Duration.ZERO));
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Cost(arrivals, CpuTime.now().coresSince(cpu, seconds));
    }

    /** The same messages in the same numbers, for a function that does nothing. */
    private Arrivals alone(int rate, Duration time) {
        var url = queue("alone-" + rate);
        var bodies =
                IntStream.range(0, Arrivals.number(rate, time)).mapToObj(i -> "m" + i).toList();
        var arrivals = new Arrivals();
        try (var _ = QueueSource.start(sqs, url, new EmptyConsumer(arrivals::came))) {
            arrivals.send(
                    rate,
                    bodies,
                    body -> body,
                    body ->
                            sqs.sendMessage(send ->
                                    send.queueUrl(url)
                                            .messageBody(body)
                                            .messageGroupId(group(body))));
        }
        return arrivals;
    }

    private static String group(String body) {
        return "tenant-" + Math.floorMod(body.hashCode(), DESTINATIONS);
    }

    private String queue(String name) {
        return sqs.createQueue(queue -> queue.queueName("benchmark-" + name)).queueUrl();
    }

    private Lambda function(String orders, String buried) {
        return InThisJvm.start(
                new Deployed<>(
                        LambdaFunction.DELIVERY.id(),
                        DeliveryFunction.class,
                        SQSEvent.class,
                        SQSBatchResponse.class,
                        LambdaFunction.DELIVERY.timeout(),
                        DeliveryFunction::new),
                Environment.of(
                        Map.of(
                                "TABLE_PREFIX",
                                tables.prefix(),
                                "REDIS_URL",
                                redis.toString(),
                                "ALLOW_LOOPBACK_WEBHOOKS",
                                "true",
                                "DELIVERY_QUEUE_URL",
                                orders,
                                "DELIVERY_DLQ_URL",
                                buried)));
    }

    private Agent destination(int number) {
        var agent = MeasuredInvocation.agent(ids, ids.organisation());
        new DynamoAgents(tables, random).add(agent);
        SecretsManagerCredentials.connect("tollgate/")
                .create(
                        agent.organisation(),
                        agent.id(),
                        new AgentSecret(
                                1,
                                Optional.of(receiver.at("/agents/" + number)),
                                new OutboundAuth.None()));
        return agent;
    }

    /** As the invocation function leaves a call, but for the money held. */
    private DeliveryOrder admitted(Agent agent) {
        var now = CLOCK.instant();
        var invocation = row(agent, ids.invocation());
        new DynamoLineage(tables).open(invocation);
        return DeliveryOrder.call(
                agent.organisation(),
                agent.id(),
                invocation.id(),
                "{\"input\":\"hello\"}",
                TRACEPARENT,
                now);
    }

    private static Invocation row(Agent agent, InvocationId id) {
        var now = CLOCK.instant();
        return new Invocation(
                id,
                agent.organisation(),
                agent.id(),
                agent.platform(),
                agent.environment(),
                new Caller("key_1", Optional.empty(), ExternalIdentity.NONE, "127.0.0.1"),
                "0af7651916cd43dd8448eb211c80319c",
                InvocationStatus.QUEUED,
                Optional.empty(),
                Money.ZERO,
                Money.ZERO,
                List.of(),
                Optional.empty(),
                now,
                now.plus(Duration.ofHours(1)),
                Optional.empty(),
                Optional.empty());
    }
}
