package dev.tollgate.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.archive.S3ExportFiles;
import dev.tollgate.archive.SealingKeys;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.domain.audit.ExportFiles;
import dev.tollgate.domain.audit.Exports;
import dev.tollgate.domain.audit.Seals;
import dev.tollgate.domain.audit.VerifyAudit;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoAuditTrail;
import dev.tollgate.dynamodb.DynamoExports;
import dev.tollgate.dynamodb.DynamoSeals;
import dev.tollgate.lambda.Action;
import dev.tollgate.lambda.AuditRetention;
import dev.tollgate.lambda.Edge;
import dev.tollgate.lambda.EmfMetrics;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Route;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.rehearsal.Line;
import java.time.InstantSource;
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

    /** What leaves the process, time and chance. */
    record Ports(
            AuditTrail trail,
            Seals seals,
            SealingKeys sealingKeys,
            Exports exports,
            ExportFiles files,
            Audit audit,
            Metrics metrics,
            InstantSource clock,
            RandomGenerator random) {}

    static Ports wire(Config config, Environment environment, Line line) {
        var dynamo = Dynamo.connect(config.tablePrefix(), line);
        var clock = InstantSource.system();
        var random = Snapshot.random(line);
        return new Ports(
                new DynamoAuditTrail(dynamo),
                new DynamoSeals(dynamo, random),
                SealingKeys.connect(config.secretPrefix(), line),
                new DynamoExports(dynamo),
                S3ExportFiles.connect(config.exports(), line),
                new DynamoAudit(dynamo, AuditRetention.of(environment), clock, random),
                EmfMetrics.on(line, environment),
                clock,
                random);
    }

    private static Map<Route, Action> actions(Ports ports) {
        var read = new ReadAudit(ports.trail());
        var journal = new Journal(ports.audit(), ports.clock(), ports.random());
        var prove =
                new ProveAudit(
                        new VerifyAudit(ports.trail(), ports.seals(), ports.clock()),
                        ports.sealingKeys(),
                        journal,
                        ports.clock());
        var exports =
                new ExportRoutes(
                        ports.exports(),
                        ports.files(),
                        journal,
                        new Ids(ports.clock(), ports.random()),
                        ports.clock());
        return Map.of(
                Route.READ_AUDIT, read::answer,
                Route.VERIFY_AUDIT, prove::answer,
                Route.READ_AUDIT_KEY, prove::publicKey,
                Route.EXPORT_AUDIT, exports::create,
                Route.READ_AUDIT_EXPORT, exports::read);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return edge.answer(event, context);
    }
}
