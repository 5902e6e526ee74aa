package dev.tollgate.approvals;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Admit;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.Window;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.Grant;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoApprovals;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.dynamodb.DynamoPolicies;
import dev.tollgate.hold.AesSealedOrders;
import dev.tollgate.hold.HoldPorts;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Principals;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.lambda.Route;
import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.queue.Announce;
import dev.tollgate.redis.Redis;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryDeliveryQueue;
import dev.tollgate.testing.InMemoryKillSwitches;
import dev.tollgate.testing.InMemorySubscriptions;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.SampleAgents;
import dev.tollgate.testing.SampleApprovals;
import dev.tollgate.testing.TestContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The function on DynamoDB Local and a real Redis, with one agent and a policy that lets everybody
 * in. The queue and the audit are twins, so that tests see what came of a decision.
 */
final class Office implements AutoCloseable {
    static final Money COST = Money.usd("0.05");

    private static final Dynamo DYNAMO = tables();
    private static final Principal APPROVER = principal("usr_approver", Set.of("approver"));

    final SecureRandom random = new SecureRandom();
    final InstantSource clock = InstantSource.system();
    final Ids ids = new Ids(clock, random);
    final OrganisationId organisation = ids.organisation();
    final RedisServer redis = RedisServer.inMemory();
    final Counters counters =
            new RedisCounters(
                    new Redis(redis.endpoint(), Duration.ofSeconds(5), 32, Duration.ofSeconds(10))
                            .connect(),
                    clock);
    final DynamoBudgets budgets = new DynamoBudgets(DYNAMO, clock);
    final Lineage lineage = new DynamoLineage(DYNAMO);
    final Approvals approvals = new DynamoApprovals(DYNAMO, clock, random);
    final Agents agents = new DynamoAgents(DYNAMO, random);
    final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    final InMemoryKillSwitches killSwitches = new InMemoryKillSwitches();
    final InMemoryAudit audit = new InMemoryAudit();
    final Agent agent = SampleAgents.agent(organisation, ids.agent(), "agent");
    final ApprovalsFunction function =
            new ApprovalsFunction(
                    Config.of(
                            Environment.of(
                                    Map.of(
                                            "DELIVERY_QUEUE_URL", "http://127.0.0.1:1/orders",
                                            "DELIVERY_DLQ_URL", "http://127.0.0.1:1/buried",
                                            "APPROVALS_STREAM_SECONDS", "2"))),
                    ports(clock));

    private final AesSealedOrders sealed = new AesSealedOrders(() -> "k".repeat(32), random);
    private final Admit admit =
            new Admit(
                    counters, budgets, Admit.RateFailMode.CLOSED, clock, _ -> Thread.onSpinWait());

    Office() {
        agents.add(agent);
        policies().add(organisation, everyone());
    }

    private static Dynamo tables() {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty(
                "aws.endpointUrlDynamoDb", DynamoDbServer.shared().endpoint().toString());
        var dynamo = Dynamo.connect("approvals_");
        dynamo.createTables();
        return dynamo;
    }

    private static Policy everyone() {
        return PolicyJson.parse(
                Map.of("policy_id", "everyone", "effect", "allow", "conditions", List.of()));
    }

    private Policies policies() {
        return new DynamoPolicies(DYNAMO, random);
    }

    /** The same parts, at another time. */
    HoldPorts ports(InstantSource time) {
        var metrics = new RecordedMetrics();
        return new HoldPorts(
                approvals,
                new AesSealedOrders(() -> "k".repeat(32), random),
                new Halt(killSwitches, Duration.ofNanos(1), time),
                lineage,
                counters,
                queue,
                agents,
                policies(),
                audit,
                new Announce(new InMemorySubscriptions(), queue, metrics, time, random),
                metrics,
                new PublicUrl(Optional.empty()),
                time,
                random);
    }

    RateRule perHour() {
        return new RateRule(LimitScope.agent(agent.id()), Window.HOUR, 1000);
    }

    BudgetRule daily() {
        var label = Period.DAILY.label(clock.instant(), ZoneOffset.UTC);
        return new BudgetRule(
                new BudgetKey(organisation, Period.DAILY, label, LimitScope.agent(agent.id())),
                Money.usd("100"),
                true,
                Period.DAILY.end(label, ZoneOffset.UTC));
    }

    /** A call that was let in, holds its cost and its rate, and waits. */
    Approval held() {
        return held(SampleApprovals.requirement());
    }

    Approval held(Requirement requirement) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var sample = SampleApprovals.of(organisation, requirement, now);
        var invocation = sample.held().id();
        var admitted =
                (Admission.Admitted)
                        admit.admit(
                                new AdmissionRequest(
                                        organisation,
                                        invocation,
                                        COST,
                                        List.of(perHour()),
                                        Optional.empty(),
                                        List.of(daily())));
        var order =
                DeliveryOrder.call(
                        organisation,
                        agent.id(),
                        invocation,
                        sample.order().body(),
                        SampleApprovals.TRACEPARENT,
                        now);
        var approval =
                Approval.required(
                        organisation,
                        agent.id(),
                        invocation,
                        sample.held().caller(),
                        requirement,
                        Grant.of(order, agent.version(), "everyone (version 1)", COST),
                        "{\"q\":1}",
                        now);
        approvals.open(
                approval,
                sealed.seal(approval.id(), order),
                sample.held().held(admitted.reservation(), approval.id(), later(approval)));
        return approval;
    }

    private static Instant later(Approval approval) {
        return approval.expiresAt().plus(Duration.ofHours(1));
    }

    Reply send(Route route, Approval approval, String body) {
        return send(APPROVER, route, Map.of("id", approval.id().value()), body, Map.of());
    }

    Reply send(
            Principal caller,
            Route route,
            Map<String, String> path,
            String body,
            Map<String, String> headers) {
        return send(caller, route, path, Map.of(), body, headers);
    }

    Reply send(
            Principal caller,
            Route route,
            Map<String, String> path,
            Map<String, String> query,
            String body,
            Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("content-type", "application/json");
        var context = new HashMap<String, Object>(Principals.toContext(caller));
        context.put("organisation", organisation.value());
        var event =
                APIGatewayV2HTTPEvent.builder()
                        .withRouteKey(route.key())
                        .withPathParameters(path)
                        .withQueryStringParameters(query)
                        .withHeaders(all)
                        .withBody(body)
                        .withRequestContext(
                                RequestContext.builder()
                                        .withRequestId("req-1")
                                        .withHttp(
                                                RequestContext.Http.builder()
                                                        .withSourceIp("192.0.2.7")
                                                        .build())
                                        .withAuthorizer(
                                                RequestContext.Authorizer.builder()
                                                        .withLambda(context)
                                                        .build())
                                        .build())
                        .build();
        return new Reply(function.handleRequest(event, new TestContext()));
    }

    static Principal principal(String id, Set<String> roles) {
        return new Principal(
                new OrganisationId("org_00000000000000000000000000"),
                id,
                id.substring(4),
                roles,
                Scope.all(),
                Optional.empty());
    }

    /** An answer of the function. */
    record Reply(APIGatewayV2HTTPResponse response) {
        int status() {
            return response.getStatusCode();
        }

        String text() {
            return response.getBody();
        }

        JsonNode body() {
            return Json.parse(response.getBody());
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
