package dev.tollgate.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Admit;
import dev.tollgate.domain.admission.LimitRules;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents.Saved;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.LineageQuery;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Json;
import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.local.servers.SqsServer;
import dev.tollgate.queue.MalformedOrder;
import dev.tollgate.queue.OrderMessage;
import dev.tollgate.redis.Redis;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.testing.Race;
import dev.tollgate.testing.SampleAgents;
import dev.tollgate.testing.TestContext;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The function as Lambda builds it, on DynamoDB Local, Redis and ElasticMQ. */
final class RealPartsTest {
    private static final int THREADS = 12;
    private static final int CHANGES = 6;
    private static final String PREFIX = "alarms_";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Dynamo TABLES = tables();
    private static final SqsClient SQS =
            SqsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();

    private final Ids ids = new Ids(CLOCK, RANDOM);
    private final OrganisationId home = ids.organisation();
    private final OrganisationId other = ids.organisation();
    private final DynamoAgents agents = new DynamoAgents(TABLES, RANDOM);
    private final String queue = queue();
    private final Agent pager = registered(home, "pager", Budget.NONE);
    private final Environment environment =
            Environment.of(
                    Map.of(
                            "TABLE_PREFIX",
                            PREFIX,
                            "REDIS_URL",
                            RedisServer.shared().endpoint().toString(),
                            "DELIVERY_QUEUE_URL",
                            queue,
                            "DELIVERY_DLQ_URL",
                            queue,
                            "AGENT_GATEWAY_ORGANISATION",
                            home.value(),
                            "ALARM_DESTINATIONS",
                            pager.id().value(),
                            "ALARM_SUSPENDS_EXHAUSTED_AGENTS",
                            "true"));
    private final AlarmsFunction function = new AlarmsFunction(environment);
    private final Admit admit =
            new Admit(
                    new RedisCounters(Redis.from(environment::find).connect(), CLOCK),
                    new DynamoBudgets(TABLES, CLOCK),
                    Admit.RateFailMode.CLOSED,
                    CLOCK,
                    _ -> Thread.onSpinWait());

    private static Dynamo tables() {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty(
                "aws.endpointUrlDynamoDb", DynamoDbServer.shared().endpoint().toString());
        System.setProperty("aws.endpointUrlSqs", SqsServer.shared().endpoint().toString());
        var tables = Dynamo.connect(PREFIX);
        tables.createTables();
        return tables;
    }

    @Test
    void suspendsExactlyTheExhaustedAgentHoweverManyChangeItMeanwhile() throws Exception {
        var spent = registered(other, "spent", Watch.daily());
        var thrifty = registered(other, "thrifty", Watch.daily());
        spend(spent, 20);
        spend(thrifty, 18);
        var event = event("budget-exhausted");
        var suspending = new AlarmsFunction(environment.with(Map.of("ALARM_DESTINATIONS", "")));

        var suspended =
                Race.of(
                        THREADS,
                        i ->
                                () ->
                                        i < CHANGES
                                                ? renamed(spent, i)
                                                : count("suspended", suspending, event));

        assertThat(suspended.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
        var now = find(spent);
        assertThat(now.status()).isEqualTo(AgentStatus.SUSPENDED);
        assertThat(now.name()).startsWith("renamed ");
        // Every change and the one suspension, each a version.
        assertThat(now.version()).isEqualTo(1 + CHANGES + 1);
        assertThat(find(thrifty)).isEqualTo(thrifty);
        assertThat(find(pager)).isEqualTo(pager);
    }

    /** As a PATCH of the name does, on whatever version is there. */
    private int renamed(Agent agent, int number) {
        while (true) {
            var now = find(agent);
            var saved = agents.replace(SampleAgents.next(now, "renamed " + number, now.status()));
            if (saved instanceof Saved.Done) {
                return 0;
            }
        }
    }

    private static int count(String what, AlarmsFunction function, SNSEvent event) {
        return function.handleRequest(event, new TestContext()).getOrDefault(what, 0);
    }

    @Test
    void queuesOneCallHoweverOftenTheNotificationComes() throws Exception {
        var event = event("rate-limiter-unavailable");

        var told = Race.of(THREADS, _ -> () -> handled(event));

        assertThat(told).filteredOn(sent -> sent == 1).hasSize(1);
        var rows =
                new DynamoLineage(TABLES)
                        .list(home, LineageQuery.ALL, PageRequest.first(50))
                        .items();
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().status()).isEqualTo(InvocationStatus.QUEUED);
        assertThat(orders())
                .isNotEmpty()
                .extracting(
                        DeliveryOrder::id,
                        order -> order.purpose().subject().agent().orElseThrow(),
                        DeliveryOrder::attempt)
                .containsOnly(tuple(DeliveryId.of(rows.getFirst().id()), pager.id(), 1));
        assertThat(Json.parse(orders().getFirst().body()).at("/context/alarm").asText())
                .isEqualTo("tollgate-RateLimiterUnavailable");
    }

    /** How many were told; -1 where another run is at it, and Lambda is to come again. */
    private int handled(SNSEvent event) {
        try {
            return count("sent", function, event);
        } catch (IllegalStateException e) {
            return -1;
        }
    }

    /** With a message id of its own. */
    private static SNSEvent event(String name) {
        var event = Watch.event(name);
        event.getRecords().forEach(it -> it.getSNS().setMessageId(UUID.randomUUID().toString()));
        return event;
    }

    private Agent registered(OrganisationId organisation, String name, Budget budget) {
        var agent =
                Watch.sample(
                        organisation,
                        ids.agent(),
                        name,
                        budget,
                        Platform.CUSTOM_HTTP,
                        AgentStatus.ACTIVE);
        agents.add(agent);
        return agent;
    }

    private Agent find(Agent agent) {
        return agents.find(agent.organisation(), agent.id()).orElseThrow();
    }

    private void spend(Agent agent, int calls) {
        for (int i = 0; i < calls; i++) {
            var rules =
                    LimitRules.of(
                            agent,
                            OrganisationLimits.NONE,
                            Optional.empty(),
                            Optional.empty(),
                            BigDecimal.ONE,
                            CLOCK.instant());
            assertThat(
                            admit.admit(
                                    new AdmissionRequest(
                                            agent.organisation(),
                                            ids.invocation(),
                                            agent.costPerExecution(),
                                            rules.rates(),
                                            rules.concurrency(),
                                            rules.budgets())))
                    .isInstanceOf(Admission.Admitted.class);
        }
    }

    private List<DeliveryOrder> orders() throws MalformedOrder {
        var orders = new ArrayList<DeliveryOrder>();
        for (var message : messages()) {
            orders.add(OrderMessage.read(message.body()));
        }
        return orders;
    }

    private List<Message> messages() {
        return SQS.receiveMessage(receive ->
                        receive.queueUrl(queue)
                                .maxNumberOfMessages(10)
                                .visibilityTimeout(0)
                                .waitTimeSeconds(1))
                .messages();
    }

    private static String queue() {
        return SQS.createQueue(create -> create.queueName("alarms-" + UUID.randomUUID()))
                .queueUrl();
    }
}
