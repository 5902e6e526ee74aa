package dev.tollgate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryAttempt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.domain.outbound.WebhookUrls;
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
import dev.tollgate.local.servers.ReceivedRequest;
import dev.tollgate.local.servers.Receiver;
import dev.tollgate.outbound.HttpDestinations;
import dev.tollgate.queue.OrderMessage;
import dev.tollgate.queue.SqsDeliveryQueue;
import dev.tollgate.testing.InMemoryCounters;
import dev.tollgate.testing.InMemoryCredentials;
import dev.tollgate.testing.InMemoryPacing;
import dev.tollgate.testing.Race;
import dev.tollgate.testing.RecordedMetrics;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The function on DynamoDB Local, ElasticMQ and HTTP. */
final class RealPartsTest {
    private static final int THREADS = 16;
    private static final int MOST_BATCHES = 60;

    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(clock, random);
    private final OrganisationId acme = ids.organisation();
    private final Queues queues = new Queues();
    private final Dynamo dynamo = Tables.shared();
    private final Lineage lineage = new DynamoLineage(dynamo);
    private final Deliveries deliveries = new DynamoDeliveries(dynamo);
    private final InMemoryCounters counters = new InMemoryCounters(clock);
    private final InMemoryCredentials credentials = new InMemoryCredentials();
    private final DynamoAgents agents = new DynamoAgents(dynamo, random);
    private final DeliveryQueue queue = SqsDeliveryQueue.connect(queues.orders, queues.buried);
    private final Receiver receiver = Receiver.start();
    private final Agent agent =
            Calls.agent(acme, ids.agent(), agents, credentials, receiver.at("/agent"));

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void deliversAtTheThirdAttempt() {
        receiver.answers(
                Behaviour.inTurn(
                        Behaviour.status(503),
                        Behaviour.status(503),
                        Behaviour.answering(
                                200, "{\"reply\":\"hi\",\"usage\":{\"cost_usd\":0.01}}")));
        var order = admit();

        var delivery = work(order, function("0s,1s,1s"));

        assertThat(delivery.status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(delivery.attempts())
                .extracting(DeliveryAttempt::upstreamStatus)
                .containsExactly(OptionalInt.of(503), OptionalInt.of(503), OptionalInt.of(200));
        var row = lineage.find(acme, Calls.id(order)).orElseThrow();
        assertThat(row.status()).isEqualTo(InvocationStatus.COMPLETED);
        assertThat(row.cost().micros()).isEqualTo(10_000);
        assertThat(counters.held(acme, Calls.id(order))).isEmpty();
        assertThat(receiver.requests())
                .hasSize(3)
                .allSatisfy(request -> {
                    assertThat(request.body()).isEqualTo(order.body());
                    assertThat(request.header("idempotency-key")).contains(Calls.id(order).value());
                    assertThat(request.header("traceparent")).contains(order.traceparent());
                    assertThat(request.header("authorization")).contains("Bearer secret-token");
                });
        assertThat(queues.unearthed()).isEmpty();
    }

    @Test
    void tellsASubscriberOfACallInAWayThatTheStandardLibraryBelieves() throws Exception {
        var secret = SigningSecret.mint(random);
        subscribe(secret, receiver.at("/hook"));
        var order = admit();

        work(order, function("0s"));

        var told =
                receiver.requests().stream()
                        .filter(request -> request.path().equals("/hook"))
                        .toList();
        assertThat(told).hasSize(1);
        var request = told.getFirst();
        new Webhook(secret.text()).verify(request.body(), request.headers());
        assertThat(request.header("webhook-id").orElseThrow()).startsWith("dlv_");
        assertThat(request.header("idempotency-key")).isEqualTo(request.header("webhook-id"));
        assertThat(request.header("x-invocation-id")).isEmpty();
        assertThat(request.header("authorization")).isEmpty();
        assertThat(request.body())
                .contains("\"type\":\"external_agent.invocation.completed\"")
                .contains(Calls.id(order).value());
    }

    private void subscribe(SigningSecret secret, URI url) {
        var id = ids.subscription();
        new DynamoSubscriptions(dynamo)
                .add(
                        new Subscription(
                                id,
                                acme,
                                WebhookUrls.masked(url),
                                "",
                                Set.of(EventType.INVOCATION_COMPLETED),
                                Optional.of(agent.id()),
                                Optional.empty(),
                                Optional.empty(),
                                1,
                                Optional.empty(),
                                1,
                                "usr_admin",
                                clock.instant(),
                                clock.instant()));
        credentials.create(
                acme,
                id,
                new AgentSecret(
                        1,
                        Optional.of(url),
                        new OutboundAuth.None(),
                        List.of(secret),
                        Optional.empty()));
    }

    @Test
    void buriesACallThatTheAgentRefuses() {
        receiver.answers(Behaviour.answering(400, "{\"you sent\":\"secret-token\"}"));
        var order = admit();

        var delivery = work(order, function("0s,1s,1s"));

        assertThat(delivery.status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(delivery.attempts())
                .extracting(DeliveryAttempt::excerpt)
                .containsExactly("{\"you sent\":\"***\"}");
        assertThat(receiver.requests()).hasSize(1);
        assertThat(queues.unearthed())
                .containsExactly(
                        new Queues.Letter(
                                OrderMessage.write(order),
                                "upstream_rejected: The agent answered with status 400."));
        assertThat(outcome(order).code()).contains("upstream_rejected");
    }

    @Test
    void waitsAsLongAsTheAgentAsks() {
        receiver.answers(
                Behaviour.inTurn(
                        Behaviour.answering(429, "{}", Map.of("Retry-After", "2")),
                        Behaviour.status(200)));
        var order = admit();

        var delivery = work(order, function("0s"));

        assertThat(delivery.status()).isEqualTo(DeliveryStatus.DELIVERED);
        var first = delivery.attempts().getFirst();
        assertThat(first.counts()).isFalse();
        assertThat(Duration.between(first.at(), delivery.attempts().getLast().at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void givesUpOnAnAgentThatDoesNotAnswer() {
        receiver.answers(Behaviour.after(Duration.ofSeconds(20), Behaviour.status(200)));
        var order = admit();

        var delivery = work(order, function("0s,0s"));

        assertThat(delivery.status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(delivery.attempts())
                .extracting(DeliveryAttempt::code)
                .containsExactly("upstream_timeout", "upstream_timeout");
        assertThat(lineage.find(acme, Calls.id(order)).orElseThrow().status())
                .isEqualTo(InvocationStatus.TIMED_OUT);
    }

    @Test
    void carriesOutOneOfManyCopiesThatComeAtOnce() throws Exception {
        receiver.answers(Behaviour.after(Duration.ofMillis(200), Behaviour.status(200)));
        var order = admit();
        for (int i = 0; i < THREADS; i++) {
            queue.send(order, Duration.ZERO);
        }

        Race.of(THREADS, _ -> () -> queues.pump(function("0s")));
        var delivery = work(order, function("0s"));

        assertThat(receiver.requests()).extracting(ReceivedRequest::path).containsExactly("/agent");
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(delivery.attempts()).hasSize(1);
    }

    @Test
    void buriesWhatIsNoOrderAndDeliversTheRest() {
        receiver.answers(Behaviour.status(200));
        var sound = admit();
        queues.send("no order at all");

        var delivery = work(sound, function("0s"));

        assertThat(delivery.status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(queues.unearthed())
                .extracting(Queues.Letter::body)
                .containsExactly("no order at all");
    }

    private DeliveryOrder admit() {
        var order = Calls.admit(agent, ids.invocation(), lineage, counters, clock.instant());
        queue.send(order, Duration.ZERO);
        return order;
    }

    private Outcome outcome(DeliveryOrder order) {
        return lineage.find(acme, Calls.id(order)).flatMap(row -> row.outcome()).orElseThrow();
    }

    /** Until the delivery is over and the queue has nothing to hand out for a second. */
    private Delivery work(DeliveryOrder order, DeliveryFunction function) {
        for (int i = 0; i < MOST_BATCHES; i++) {
            var delivery = deliveries.find(acme, order.id());
            if (queues.pump(function) == 0
                    && delivery.filter(it -> it.status().isOver()).isPresent()) {
                return delivery.orElseThrow();
            }
        }
        throw new IllegalStateException("not over after " + MOST_BATCHES + " batches");
    }

    private DeliveryFunction function(String schedule) {
        var config =
                Config.of(
                        Environment.of(
                                Map.of(
                                        "DELIVERY_QUEUE_URL",
                                        queues.orders.toString(),
                                        "DELIVERY_DLQ_URL",
                                        queues.buried.toString(),
                                        "EXTERNAL_AGENT_WEBHOOK_TIMEOUT_SECONDS",
                                        "1.5",
                                        "EXTERNAL_AGENT_WEBHOOK_RETRY_SCHEDULE",
                                        schedule,
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
                        new InMemoryPacing(),
                        new DynamoSubscriptions(dynamo),
                        agents,
                        credentials,
                        new HttpDestinations(config.urls(), clock),
                        new DynamoAudit(dynamo, Duration.ofDays(400), clock, random),
                        new RecordedMetrics(),
                        clock,
                        random));
    }
}
