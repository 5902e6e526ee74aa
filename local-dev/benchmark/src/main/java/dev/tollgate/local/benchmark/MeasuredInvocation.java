package dev.tollgate.local.benchmark;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoPolicies;
import dev.tollgate.invocation.InvocationFunction;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Principals;
import dev.tollgate.local.servers.Receiver;
import dev.tollgate.redis.Redis;
import dev.tollgate.secrets.SecretsManagerCredentials;
import dev.tollgate.testing.TestContext;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A whole warm invocation: the function as it is wired on Lambda, from the event of API Gateway to
 * its response, with an agent that answers at once. It has ten policies, three windows, a limit on
 * calls at once and two budgets.
 */
final class MeasuredInvocation {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PLENTY = 1_000_000;

    private final URI redis;
    private final Dynamo tables;
    private final Receiver receiver;
    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(InstantSource.system(), random);

    MeasuredInvocation(URI redis, Dynamo tables, Receiver receiver) {
        this.redis = redis;
        this.tables = tables;
        this.receiver = receiver;
    }

    void print(Extent extent) {
        var time = extent.of(MEASURED);
        var function = function();
        var organisation = ids.organisation();
        var agent = agent(ids, organisation);
        register(agent, tables, receiver, random);
        var principal =
                new Principal(
                        organisation, "key_1", "bench", Set.of(), Scope.all(), Optional.empty());
        System.out.println(
                "whole warm invocation: event in, response out; 10 policies, 3 windows,"
                        + " concurrency, 2 budgets");
        System.out.println(Load.HEADER);
        load(function, agent, principal, 8, extent.of(WARM_UP));
        var single = load(function, agent, principal, 1, time);
        System.out.println(single.load().row());
        for (int callers : new int[] {16, 32}) {
            var cpu = CpuTime.now();
            var load = load(function, agent, principal, callers, time).load();
            System.out.println(load.row());
            System.out.println(
                    "         cores used: " + CpuTime.now().coresSince(cpu, load.seconds()));
        }
        System.out.println(
                "Limited by the "
                        + Runtime.getRuntime().availableProcessors()
                        + " cores that function, agent and servers share; latency beyond one"
                        + " caller is the queue for them (callers / throughput).");
        System.out.println();
        single.print();
    }

    private Costs load(
            InvocationFunction function,
            Agent agent,
            Principal principal,
            int callers,
            Duration time) {
        receiver.forget();
        try (var client = new Redis(redis, PATIENCE, 1, PATIENCE).connect()) {
            var redisBefore = RedisCommands.of(client);
            var awsBefore = AwsRequests.sent();
            var load = Load.of(callers, time, () -> one(function, agent, principal));
            return new Costs(
                    load,
                    RedisCommands.of(client).since(redisBefore),
                    AwsRequests.since(awsBefore));
        }
    }

    /** What one caller's invocations cost in requests. */
    private record Costs(Load load, RedisCommands redis, Map<String, Long> aws) {
        void print() {
            System.out.println("requests for one invocation, the mean of " + load.count());
            double scripts = redis.stat("evalsha").calls();
            System.out.printf("%9.4f  Redis EVALSHA (admission, settlement)%n", per(scripts));
            aws.forEach((request, count) -> System.out.printf("%9.4f  %s%n", per(count), request));
            double all = aws.values().stream().mapToLong(each -> each).sum();
            System.out.printf("%9.4f  AWS requests in all%n", per(all));
            System.out.println(
                    "Below one: what many invocations share, such as a leased slice or a policy"
                            + " list that is kept for a minute.");
        }

        private double per(double count) {
            return count / load.count();
        }
    }

    private static long one(InvocationFunction function, Agent agent, Principal principal) {
        var event = event(agent, principal);
        long start = System.nanoTime();
        var response = function.handleRequest(event, new TestContext());
        long took = System.nanoTime() - start;
        if (response.getStatusCode() != 200) {
            throw new IllegalStateException("not carried out: " + response);
        }
        return took;
    }

    private InvocationFunction function() {
        return new InvocationFunction(
                Environment.of(
                        Map.of(
                                "TABLE_PREFIX", tables.prefix(),
                                "REDIS_URL", redis.toString(),
                                "ALLOW_LOOPBACK_WEBHOOKS", "true",
                                // Nothing is queued.
                                "DELIVERY_QUEUE_URL", "http://127.0.0.1:1/orders",
                                "DELIVERY_DLQ_URL", "http://127.0.0.1:1/buried")));
    }

    static Agent agent(Ids ids, OrganisationId organisation) {
        var now = InstantSource.system().instant();
        return new Agent(
                ids.agent(),
                organisation,
                "agent",
                "",
                Platform.CUSTOM_HTTP,
                Optional.empty(),
                "none",
                Map.of(),
                new RateLimits(
                        OptionalInt.of(PLENTY),
                        OptionalInt.of(PLENTY),
                        OptionalInt.of(PLENTY),
                        OptionalInt.of(1000)),
                new Budget(
                        Optional.of(Money.usd("1000000")),
                        Optional.of(Money.usd("10000000")),
                        Budget.Enforcement.HARD),
                new Money(1000),
                List.of("billing"),
                "production",
                false,
                AgentStatus.ACTIVE,
                1,
                1,
                "usr_admin",
                now,
                now);
    }

    /** With its credentials and ten policies. */
    static void register(Agent agent, Dynamo tables, Receiver receiver, RandomGenerator random) {
        new DynamoAgents(tables, random).add(agent);
        SecretsManagerCredentials.connect("tollgate/")
                .create(
                        agent.organisation(),
                        agent.id(),
                        new AgentSecret(
                                1, Optional.of(receiver.at("/run")), new OutboundAuth.None()));
        var policies = new DynamoPolicies(tables, random);
        MeasuredPolicies.mixed(10).forEach(policy -> policies.add(agent.organisation(), policy));
    }

    private static APIGatewayV2HTTPEvent event(Agent agent, Principal principal) {
        var routeKey = "POST /api/external-agents/{id}/invoke";
        var authorizer = new APIGatewayV2HTTPEvent.RequestContext.Authorizer();
        authorizer.setLambda(new HashMap<>(Principals.toContext(principal)));
        var http = new APIGatewayV2HTTPEvent.RequestContext.Http();
        http.setSourceIp("192.0.2.7");
        http.setMethod("POST");
        return APIGatewayV2HTTPEvent.builder()
                .withRouteKey(routeKey)
                .withPathParameters(Map.of("id", agent.id().value()))
                .withQueryStringParameters(Map.of())
                .withHeaders(Map.of("content-type", "application/json"))
                .withBody("{\"input\":\"hi\",\"context\":{\"amount\":7}}")
                .withRequestContext(
                        APIGatewayV2HTTPEvent.RequestContext.builder()
                                .withRouteKey(routeKey)
                                .withRequestId("req-1")
                                .withAuthorizer(authorizer)
                                .withHttp(http)
                                .build())
                .build();
    }
}
