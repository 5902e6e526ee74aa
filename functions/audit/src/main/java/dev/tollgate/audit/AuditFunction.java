package dev.tollgate.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAuditTrail;
import dev.tollgate.lambda.Action;
import dev.tollgate.lambda.Edge;
import dev.tollgate.lambda.EmfMetrics;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Route;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.rehearsal.Line;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The audit read, exported and proved: the one function that may read it for people. */
public final class AuditFunction
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Edge edge;

    /** As Lambda builds it. */
    public AuditFunction() {
        this(Environment.ofProcess());
        Snapshot.prepare(Rehearsal::new);
    }

    public AuditFunction(Environment environment) {
        this(wire(Config.of(environment), environment, Line.NETWORK));
    }

    AuditFunction(Ports ports) {
        edge = new Edge(actions(ports), ports.metrics(), ports.random());
    }

    /** What leaves the process, and chance. */
    record Ports(AuditTrail trail, Metrics metrics, RandomGenerator random) {}

    static Ports wire(Config config, Environment environment, Line line) {
        var dynamo = Dynamo.connect(config.tablePrefix(), line);
        return new Ports(
                new DynamoAuditTrail(dynamo),
                EmfMetrics.on(line, environment),
                Snapshot.random(line));
    }

    private static Map<Route, Action> actions(Ports ports) {
        var read = new ReadAudit(ports.trail());
        return Map.of(Route.READ_AUDIT, read::answer);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return edge.answer(event, context);
    }
}
