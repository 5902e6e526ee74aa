package dev.tollgate.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.Reconcile;
import dev.tollgate.domain.admission.Sweep;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.LineageQuery;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.dynamodb.DynamoCharges;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.dynamodb.DynamoPolicies;
import dev.tollgate.lambda.Environment;
import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.Receiver;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.local.servers.SecretsServer;
import dev.tollgate.redis.Redis;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.secrets.SecretsManagerCredentials;
import dev.tollgate.testing.TestContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Four instances of the function, wired as on Lambda, on real Redis, DynamoDB Local, the Secrets
 * Manager caching client and a real HTTP receiver, called by many threads at once.
 */
final class RealPartsTest {
    private static final int THREADS = 64;
    private static final Money COST = Money.usd("0.05");
    private static final RedisServer REDIS = RedisServer.inMemory();
    private static final Receiver RECEIVER = Receiver.start();

    private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());
    private final OrganisationId organisation = ids.organisation();

    @AfterAll
    static void stop() {
        RECEIVER.close();
        REDIS.close();
    }

    @Test
    void spendsTheBudgetToTheLastCallAndNoFurther() {
        var agent = agent(RateLimits.NONE, "1");

        var statuses = invoke(agent, 200);

        assertThat(statuses.stream().filter(status -> status == 200).count()).isEqualTo(20);
        assertThat(statuses).containsOnly(200, 402);
        assertThat(spent()).isEqualTo(Money.usd("1"));
    }

    @Test
    void admitsExactlyAsManyAsTheWindowAllows() {
        var agent = agent(perMinute(17), "100");

        var statuses = invoke(agent, 150);

        assertThat(statuses.stream().filter(status -> status == 200).count()).isEqualTo(17);
        assertThat(statuses).containsOnly(200, 429);
    }

    @Test
    void holdsWindowAndBudgetAtOnce() {
        var agent = agent(perMinute(30), "0.55");

        var statuses = invoke(agent, 150);

        assertThat(statuses.stream().filter(status -> status == 200).count()).isEqualTo(11);
        assertThat(spent()).isEqualTo(Money.usd("0.55"));
    }

    @Test
    void neverOverspendsWhenRedisIsKilledAndTheBooksBalanceAfterwards() throws Exception {
        var agent = agent(RateLimits.NONE, "4");
        var done = new AtomicInteger();

        var statuses =
                invoke(
                        agent,
                        240,
                        () -> {
                            int count = done.incrementAndGet();
                            if (count == 30) {
                                REDIS.kill();
                            } else if (count == 60) {
                                REDIS.start();
                            }
                        });

        assertThat(spent()).isLessThanOrEqualTo(Money.usd("4"));
        assertThat(statuses).containsOnly(200, 402);
        maintainLater();
        maintainLater();
        // The counters remember for a second that a limit had nothing left to lease.
        Thread.sleep(1100);
        invoke(agent, 100);
        maintainLater();
        assertThat(spent()).isEqualTo(Money.usd("4"));
        assertThat(new DynamoBudgets(Wired.DYNAMO, later()).find(key(agent)).total())
                .isEqualTo(Money.usd("4").micros());
    }

    /** As the maintenance function does, once money has lain still for long enough. */
    private void maintainLater() {
        var counters =
                new RedisCounters(
                        new Redis(REDIS.endpoint(), Duration.ofSeconds(5), 2, Duration.ofSeconds(5))
                                .connect(),
                        InstantSource.system());
        var charges = new DynamoCharges(Wired.DYNAMO);
        new Sweep(counters, charges, Duration.ofMillis(1)).sweep(organisation);
        var budgets = new DynamoBudgets(Wired.DYNAMO, InstantSource.system());
        new Reconcile(budgets, counters, charges, Duration.ofSeconds(60), later())
                .reconcile(Reconcile.labels(Instant.now(), 1));
    }

    private static InstantSource later() {
        return InstantSource.offset(InstantSource.system(), Duration.ofMinutes(5));
    }

    private List<Integer> invoke(Agent agent, int times) {
        return invoke(agent, times, () -> {});
    }

    private List<Integer> invoke(Agent agent, int times, Runnable before) {
        var principal =
                new Principal(
                        organisation, "key_1", "test", Set.of(), Scope.all(), Optional.empty());
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var calls =
                    IntStream.range(0, times)
                            .<Callable<Integer>>mapToObj(i ->
                                    () -> {
                                        before.run();
                                        return invoke(
                                                Wired.FUNCTIONS.get(i % Wired.FUNCTIONS.size()),
                                                agent,
                                                principal);
                                    })
                            .toList();
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int invoke(InvocationFunction function, Agent agent, Principal principal) {
        var event =
                TestGate.event(
                        principal,
                        "POST /api/external-agents/{id}/invoke",
                        Map.of("id", agent.id().value()),
                        Map.of(),
                        "{\"input\":\"hi\"}",
                        Map.of("content-type", "application/json"));
        return function.handleRequest(event, new TestContext()).getStatusCode();
    }

    private Money spent() {
        return rows().stream().map(Invocation::cost).reduce(Money.ZERO, Money::plus);
    }

    private List<Invocation> rows() {
        var lineage = new DynamoLineage(Wired.DYNAMO);
        var rows = new ArrayList<Invocation>();
        var page = lineage.list(organisation, LineageQuery.ALL, PageRequest.first(200));
        rows.addAll(page.items());
        while (page.next().isPresent()) {
            page = lineage.list(organisation, LineageQuery.ALL, new PageRequest(200, page.next()));
            rows.addAll(page.items());
        }
        assertThat(rows)
                .extracting(Invocation::status)
                .isSubsetOf(InvocationStatus.COMPLETED, InvocationStatus.REFUSED);
        return rows;
    }

    private static BudgetKey key(Agent agent) {
        var label = Period.DAILY.label(Instant.now(), ZoneOffset.UTC);
        return new BudgetKey(
                agent.organisation(), Period.DAILY, label, LimitScope.agent(agent.id()));
    }

    private Agent agent(RateLimits rates, String daily) {
        var agent =
                new Agent(
                        ids.agent(),
                        organisation,
                        "agent",
                        "",
                        Platform.CUSTOM_HTTP,
                        Optional.empty(),
                        "none",
                        Map.of(),
                        rates,
                        TestGate.daily(daily),
                        COST,
                        List.of(),
                        "production",
                        false,
                        AgentStatus.ACTIVE,
                        1,
                        1,
                        "usr_admin",
                        Instant.EPOCH,
                        Instant.EPOCH);
        new DynamoAgents(Wired.DYNAMO, new SecureRandom()).add(agent);
        SecretsManagerCredentials.connect("tollgate/")
                .create(
                        organisation,
                        agent.id(),
                        new AgentSecret(
                                1, Optional.of(RECEIVER.at("/run")), new OutboundAuth.None()));
        new DynamoPolicies(Wired.DYNAMO, new SecureRandom())
                .add(
                        organisation,
                        PolicyJson.parse(
                                Map.of(
                                        "policy_id",
                                        "everyone",
                                        "effect",
                                        "allow",
                                        "conditions",
                                        List.of())));
        return agent;
    }

    private static RateLimits perMinute(int calls) {
        return new RateLimits(
                OptionalInt.of(calls),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    /** Connected by what the process says, as on Lambda. */
    private static final class Wired {
        static final Dynamo DYNAMO = tables();
        static final List<InvocationFunction> FUNCTIONS =
                IntStream.range(0, 4).mapToObj(i -> new InvocationFunction(settings())).toList();

        private static Dynamo tables() {
            System.setProperty("aws.region", LocalAccount.REGION);
            System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
            System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
            System.setProperty(
                    "aws.endpointUrlDynamoDb", DynamoDbServer.shared().endpoint().toString());
            System.setProperty(
                    "aws.endpointUrlSecretsManager", SecretsServer.shared().endpoint().toString());
            var dynamo = Dynamo.connect("invoke_");
            dynamo.createTables();
            return dynamo;
        }

        private static Environment settings() {
            return Environment.of(
                    Map.of(
                            "TABLE_PREFIX", "invoke_",
                            "REDIS_URL", REDIS.endpoint().toString(),
                            "ALLOW_LOOPBACK_WEBHOOKS", "true",
                            "DELIVERY_QUEUE_URL", "http://127.0.0.1:1/orders",
                            "DELIVERY_DLQ_URL", "http://127.0.0.1:1/buried"));
        }
    }
}
