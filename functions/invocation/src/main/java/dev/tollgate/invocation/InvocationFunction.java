package dev.tollgate.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.admission.Admit;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.SealedOrders;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.control.KillSwitches;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.event.Subscriptions;
import dev.tollgate.domain.governance.Rulebook;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.identity.LinkedAccounts;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.identity.Users;
import dev.tollgate.domain.lineage.Conclude;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.Destinations;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoApprovalSettings;
import dev.tollgate.dynamodb.DynamoApprovals;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.dynamodb.DynamoDeliveries;
import dev.tollgate.dynamodb.DynamoIdempotencyKeys;
import dev.tollgate.dynamodb.DynamoKillSwitches;
import dev.tollgate.dynamodb.DynamoLimits;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.dynamodb.DynamoLinkedAccounts;
import dev.tollgate.dynamodb.DynamoPolicies;
import dev.tollgate.dynamodb.DynamoSubscriptions;
import dev.tollgate.dynamodb.DynamoUsers;
import dev.tollgate.hold.Decide;
import dev.tollgate.hold.HoldPorts;
import dev.tollgate.hold.SealingKey;
import dev.tollgate.inbound.FetchedBotKeys;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.AuditRetention;
import dev.tollgate.lambda.Edge;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import dev.tollgate.lambda.Route;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.measure.Measures;
import dev.tollgate.measure.Violations;
import dev.tollgate.outbound.HttpDestinations;
import dev.tollgate.platforms.CallAgent;
import dev.tollgate.queue.Announce;
import dev.tollgate.queue.SqsDeliveryQueue;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.redis.RedisTallies;
import dev.tollgate.rehearsal.Line;
import dev.tollgate.secrets.SecretsManagerCredentials;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Invoke an agent through the gate, and read the record of it. */
public final class InvocationFunction
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Edge edge;

    /** As Lambda builds it. */
    public InvocationFunction() {
        this(Environment.ofProcess());
        Snapshot.prepare(Rehearsal::new);
    }

    public InvocationFunction(Environment environment) {
        this(Config.of(environment), environment);
    }

    private InvocationFunction(Config config, Environment environment) {
        this(
                config,
                wire(
                        config,
                        environment,
                        Line.NETWORK,
                        Dynamo.connect(config.tablePrefix(), Line.NETWORK)));
    }

    InvocationFunction(Config config, Ports ports) {
        var ids = new Ids(ports.clock(), ports.random());
        var announce =
                new Announce(
                        ports.subscriptions(),
                        ports.queue(),
                        ports.metrics(),
                        ports.clock(),
                        ports.random());
        var halt = new Halt(ports.killSwitches(), config.killSwitchAge(), ports.clock());
        var hold = holdPorts(config, ports, announce, halt);
        var journal =
                new Journal(
                        ports.audit(),
                        ports.budgets(),
                        config.limits().thresholds(),
                        ports.metrics(),
                        ports.violations(),
                        announce,
                        ids,
                        ports.clock());
        var callAgent =
                new CallAgent(
                        ports.credentials(),
                        ports.destinations(),
                        config.addresses(),
                        ports.clock());
        var carryOut =
                new CarryOut(
                        callAgent,
                        ports.queue(),
                        new Conclude(ports.lineage(), ports.counters()),
                        config.limits().thresholds(),
                        config.timeout(),
                        config.url(),
                        ports.clock());
        var invoke =
                new Invoke(
                        ports.agents(),
                        halt,
                        ports.keys(),
                        ports.rulebook(),
                        new Admit(
                                ports.counters(),
                                ports.budgets(),
                                config.failMode(),
                                ports.clock(),
                                attempt -> pause(attempt, ports.random())),
                        ports.lineage(),
                        carryOut,
                        new ApprovalNeed(ports.lineage(), ports.clock()),
                        new Hold(hold),
                        journal,
                        ids,
                        ports.clock(),
                        config.limits().burst());
        var reader = new CallReader(config.countryHeader());
        var answers = new Answers(config.limits().thresholds());
        var read = new ReadInvocations(ports.lineage(), ports.deliveries());
        var deliveries =
                new DeliveryRoutes(ports.deliveries(), new Redeliver(ports, invoke, ids), answers);
        var test = new TestAgent(ports, halt, callAgent, CarryOut.within(config.timeout()), ids);
        var receive =
                new ReceiveCommand(
                        ports,
                        invoke,
                        new DecideOnPlatform(ports.accounts(), ports.users(), new Decide(hold)),
                        new FetchedBotKeys(
                                ports.destinations(),
                                config.addresses().botMetadata(),
                                ports.clock()),
                        config.url(),
                        ids);
        edge =
                new Edge(
                        Map.ofEntries(
                                Map.entry(
                                        Route.INVOKE,
                                        request -> invoke(request, reader, invoke, answers)),
                                Map.entry(Route.INBOUND, new InboundRoute(receive)::answer),
                                Map.entry(Route.READ_INVOCATION, read::one),
                                Map.entry(Route.LIST_INVOCATIONS, read::list),
                                Map.entry(Route.TEST_AGENT, test::test),
                                Map.entry(Route.LIST_DELIVERIES, deliveries::list),
                                Map.entry(Route.READ_DELIVERY, deliveries::one),
                                Map.entry(Route.RETRY_DELIVERY, deliveries::retry),
                                Map.entry(Route.REPLAY_DELIVERIES, deliveries::replay)),
                        ports.metrics(),
                        ports.random());
    }

    private static HoldPorts holdPorts(Config config, Ports ports, Announce announce, Halt halt) {
        return new HoldPorts(
                ports.approvals(),
                ports.sealed(),
                halt,
                ports.lineage(),
                ports.counters(),
                ports.queue(),
                ports.agents(),
                ports.policies(),
                ports.audit(),
                announce,
                ports.metrics(),
                config.url(),
                ports.clock(),
                ports.random());
    }

    private static Answer invoke(
            Request request, CallReader reader, Invoke invoke, Answers answers) {
        var agent = request.path("id", AgentId::new);
        if (agent.isEmpty()) {
            return Problem.notFound("agent").answer();
        }
        var call = reader.read(agent.get(), request);
        if (!call.onBehalfOf().equals(ExternalIdentity.NONE)
                && !call.principal().may(Scope.IDENTITY_ASSERT)) {
            return Problem.of(
                            403,
                            "insufficient_scope",
                            "To say on whose behalf it calls, a key needs the scope "
                                    + Scope.IDENTITY_ASSERT.text()
                                    + ".")
                    .with("required_scope", Scope.IDENTITY_ASSERT.text())
                    .answer();
        }
        return answers.of(invoke.invoke(call));
    }

    /** A few milliseconds, more with each attempt, never the same for two callers. */
    private static void pause(int attempt, RandomGenerator random) {
        try {
            Thread.sleep(1 + random.nextInt(5 * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a lease", e);
        }
    }

    /** What leaves the process, time and chance. */
    record Ports(
            Agents agents,
            IdempotencyKeys keys,
            Rulebook rulebook,
            Counters counters,
            Budgets budgets,
            Lineage lineage,
            Credentials credentials,
            Destinations destinations,
            DeliveryQueue queue,
            Deliveries deliveries,
            Subscriptions subscriptions,
            Approvals approvals,
            SealedOrders sealed,
            Policies policies,
            KillSwitches killSwitches,
            LinkedAccounts accounts,
            Users users,
            Audit audit,
            Metrics metrics,
            Violations violations,
            InstantSource clock,
            RandomGenerator random) {}

    static Ports wire(Config config, Environment environment, Line line, Dynamo dynamo) {
        var clock = InstantSource.system();
        var random = Snapshot.random(line);
        var redis = config.redis().connect(line);
        var measures =
                Measures.on(line, environment, new RedisTallies(redis, clock), clock, random);
        return new Ports(
                new DynamoAgents(dynamo, random),
                new DynamoIdempotencyKeys(dynamo, clock),
                new Rulebook(
                        new DynamoPolicies(dynamo, random),
                        new DynamoLimits(dynamo),
                        new DynamoApprovalSettings(dynamo),
                        config.policies().algorithm(),
                        config.policies().failMode(),
                        config.policies().age(),
                        Rulebook.USUAL_COPIES,
                        clock),
                new RedisCounters(redis, clock),
                new DynamoBudgets(dynamo, clock),
                new DynamoLineage(dynamo),
                SecretsManagerCredentials.connect(config.secretPrefix(), line),
                HttpDestinations.on(line, config.webhookUrls(), clock),
                SqsDeliveryQueue.connect(config.deliveryQueue(), config.deadLetterQueue(), line),
                new DynamoDeliveries(dynamo),
                new DynamoSubscriptions(dynamo),
                new DynamoApprovals(dynamo, clock, random),
                SealingKey.connect(config.secretPrefix(), line, random),
                new DynamoPolicies(dynamo, random),
                new DynamoKillSwitches(dynamo),
                new DynamoLinkedAccounts(dynamo),
                new DynamoUsers(dynamo, random),
                new DynamoAudit(dynamo, AuditRetention.of(environment), clock, random),
                measures.metrics(),
                measures.violations(),
                clock,
                random);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return edge.answer(event, context);
    }
}
