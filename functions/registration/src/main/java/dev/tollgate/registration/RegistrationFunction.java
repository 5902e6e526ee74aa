package dev.tollgate.registration;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.delivery.Circuits;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.event.Subscriptions;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoCircuits;
import dev.tollgate.dynamodb.DynamoDeliveries;
import dev.tollgate.dynamodb.DynamoSubscriptions;
import dev.tollgate.lambda.AuditRetention;
import dev.tollgate.lambda.Edge;
import dev.tollgate.lambda.EmfMetrics;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Route;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.queue.SqsDeliveryQueue;
import dev.tollgate.rehearsal.Line;
import dev.tollgate.secrets.SecretsManagerCredentials;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Register, read, change and delete external agents, and the webhooks that are told of events. */
public final class RegistrationFunction
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Edge edge;

    /** As Lambda builds it. */
    public RegistrationFunction() {
        this(Environment.ofProcess());
        Snapshot.prepare(Rehearsal::new);
    }

    public RegistrationFunction(Environment environment) {
        this(Config.of(environment), environment);
    }

    private RegistrationFunction(Config config, Environment environment) {
        this(config, wire(config, environment, Line.NETWORK));
    }

    RegistrationFunction(Config config, Ports ports) {
        var ids = new Ids(ports.clock(), ports.random());
        var journal = new Journal(ports.audit(), ports.metrics(), ids, ports.clock());
        var routes =
                new AgentRoutes(
                        new AgentFields(config.defaults(), config.urls(), ports.random()),
                        ports.agents(),
                        ports.circuits(),
                        new Register(
                                ports.agents(), ports.credentials(), journal, ids, ports.clock()),
                        new Change(ports.agents(), ports.credentials(), journal, ports.clock()),
                        new Remove(ports.agents(), ports.credentials(), journal, ports.clock()));
        var webhooks = new SubscriptionRoutes(config, ports, ids);
        edge =
                new Edge(
                        Map.ofEntries(
                                Map.entry(Route.REGISTER_AGENT, routes::register),
                                Map.entry(Route.LIST_AGENTS, routes::list),
                                Map.entry(Route.READ_AGENT, routes::read),
                                Map.entry(Route.CHANGE_AGENT, routes::change),
                                Map.entry(Route.DELETE_AGENT, routes::remove),
                                Map.entry(Route.CREATE_WEBHOOK, webhooks::create),
                                Map.entry(Route.LIST_WEBHOOKS, webhooks::list),
                                Map.entry(Route.READ_WEBHOOK, webhooks::read),
                                Map.entry(Route.CHANGE_WEBHOOK, webhooks::change),
                                Map.entry(Route.DELETE_WEBHOOK, webhooks::remove),
                                Map.entry(Route.ROTATE_WEBHOOK_SECRET, webhooks::rotate),
                                Map.entry(Route.TEST_WEBHOOK, webhooks::test),
                                Map.entry(Route.LIST_WEBHOOK_DELIVERIES, webhooks::deliveries)),
                        ports.metrics(),
                        ports.random());
    }

    /** What leaves the process, time and chance. */
    record Ports(
            Agents agents,
            Circuits circuits,
            Credentials credentials,
            Subscriptions subscriptions,
            DeliveryQueue queue,
            Deliveries deliveries,
            Audit audit,
            Metrics metrics,
            InstantSource clock,
            RandomGenerator random) {}

    static Ports wire(Config config, Environment environment, Line line) {
        var dynamo = Dynamo.connect(config.tablePrefix(), line);
        var clock = InstantSource.system();
        var random = Snapshot.random(line);
        return new Ports(
                new DynamoAgents(dynamo, random),
                new DynamoCircuits(dynamo),
                SecretsManagerCredentials.connect(config.secretPrefix(), config.secretsKey(), line),
                new DynamoSubscriptions(dynamo),
                SqsDeliveryQueue.connect(config.orders(), config.buried(), line),
                new DynamoDeliveries(dynamo),
                new DynamoAudit(dynamo, AuditRetention.of(environment), clock, random),
                EmfMetrics.on(line, environment),
                clock,
                random);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return edge.answer(event, context);
    }
}
