package dev.tollgate.approvals;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoApprovals;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoKillSwitches;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.dynamodb.DynamoPolicies;
import dev.tollgate.dynamodb.DynamoSubscriptions;
import dev.tollgate.hold.Decide;
import dev.tollgate.hold.HoldPorts;
import dev.tollgate.hold.SealingKey;
import dev.tollgate.lambda.Action;
import dev.tollgate.lambda.AuditRetention;
import dev.tollgate.lambda.Edge;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Route;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.measure.Measures;
import dev.tollgate.queue.Announce;
import dev.tollgate.queue.SqsDeliveryQueue;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.redis.RedisTallies;
import dev.tollgate.rehearsal.Line;
import java.time.InstantSource;
import java.util.Map;

/** Held calls: listed, agreed to, refused, watched. */
public final class ApprovalsFunction
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Edge edge;

    /** As Lambda builds it. */
    public ApprovalsFunction() {
        this(Environment.ofProcess());
        Snapshot.prepare(Rehearsal::new);
    }

    public ApprovalsFunction(Environment environment) {
        this(Config.of(environment), environment);
    }

    private ApprovalsFunction(Config config, Environment environment) {
        this(config, wire(config, environment, Line.NETWORK));
    }

    ApprovalsFunction(Config config, HoldPorts ports) {
        edge = new Edge(actions(config, ports), ports.metrics(), ports.random());
    }

    static HoldPorts wire(Config config, Environment environment, Line line) {
        var clock = InstantSource.system();
        var random = Snapshot.random(line);
        var dynamo = Dynamo.connect(config.tablePrefix(), line);
        var queue =
                SqsDeliveryQueue.connect(config.deliveryQueue(), config.deadLetterQueue(), line);
        var redis = config.redis().connect(line);
        var tallies = new RedisTallies(redis, clock);
        var metrics = Measures.on(line, environment, tallies, clock, random).metrics();
        return new HoldPorts(
                new DynamoApprovals(dynamo, clock, random),
                SealingKey.connect(config.secretPrefix(), line, random),
                new Halt(new DynamoKillSwitches(dynamo), config.killSwitchAge(), clock),
                new DynamoLineage(dynamo),
                new RedisCounters(redis, clock),
                queue,
                new DynamoAgents(dynamo, random),
                new DynamoPolicies(dynamo, random),
                new DynamoAudit(dynamo, AuditRetention.of(environment), clock, random),
                new Announce(new DynamoSubscriptions(dynamo), queue, metrics, clock, random),
                metrics,
                config.url(),
                clock,
                random);
    }

    private static Map<Route, Action> actions(Config config, HoldPorts ports) {
        var read = new ReadApprovals(ports.approvals());
        var decide = new DecisionRoutes(ports.approvals(), new Decide(ports));
        var stream = new StreamRoute(ports.approvals(), config.watch());
        return Map.of(
                Route.LIST_APPROVALS, read::list,
                Route.READ_APPROVAL, read::one,
                Route.LIST_PENDING_APPROVALS, read::pending,
                Route.APPROVE, decide::approve,
                Route.REJECT, decide::reject,
                Route.CANCEL, decide::cancel,
                Route.STREAM_APPROVALS, stream::watch);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return edge.answer(event, context);
    }
}
