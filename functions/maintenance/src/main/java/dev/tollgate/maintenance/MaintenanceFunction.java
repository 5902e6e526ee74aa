package dev.tollgate.maintenance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tollgate.archive.ArchiveAudit;
import dev.tollgate.archive.S3ExportFiles;
import dev.tollgate.archive.SealingKeys;
import dev.tollgate.archive.WriteExports;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Charges;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.Reconcile;
import dev.tollgate.domain.admission.Sweep;
import dev.tollgate.domain.approval.ConcludeApproval;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.domain.audit.ExportFiles;
import dev.tollgate.domain.audit.Exports;
import dev.tollgate.domain.audit.SealAudit;
import dev.tollgate.domain.audit.Seals;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.lineage.Conclude;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoApprovals;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoAuditTrail;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.dynamodb.DynamoCharges;
import dev.tollgate.dynamodb.DynamoExports;
import dev.tollgate.dynamodb.DynamoKillSwitches;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.dynamodb.DynamoPolicies;
import dev.tollgate.dynamodb.DynamoSeals;
import dev.tollgate.dynamodb.DynamoSubscriptions;
import dev.tollgate.hold.Attend;
import dev.tollgate.hold.HoldPorts;
import dev.tollgate.hold.SealingKey;
import dev.tollgate.lambda.AuditRetention;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Probe;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.measure.Measures;
import dev.tollgate.queue.Announce;
import dev.tollgate.queue.SqsDeliveryQueue;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.redis.RedisTallies;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/**
 * What is done on a schedule: held calls attended to, interrupted ones settled, budgets reconciled.
 */
public final class MaintenanceFunction
        implements RequestHandler<ScheduledEvent, Map<String, Integer>> {
    /** For the answer of Redis to a ping, as health has it. */
    private static final Duration LONGEST_PING = Duration.ofSeconds(1);

    private final Maintain maintain;
    private final Metrics metrics;

    /** As Lambda builds it. */
    public MaintenanceFunction() {
        this(Environment.ofProcess());
        Snapshot.prepare(Rehearsal::new);
    }

    public MaintenanceFunction(Environment environment) {
        this(Config.of(environment), wire(environment, Line.NETWORK));
    }

    MaintenanceFunction(Config config, Ports ports) {
        metrics = ports.metrics();
        maintain =
                new Maintain(
                        new Probe("redis", ports.ping(), LONGEST_PING),
                        new Attend(ports.hold()),
                        new SettleInterrupted(
                                ports.lineage(),
                                new Conclude(ports.lineage(), ports.counters()),
                                new ConcludeApproval(ports.hold().approvals()),
                                ports.audit(),
                                new Ids(ports.clock(), ports.random()),
                                ports.clock()),
                        ports.budgets(),
                        new Sweep(ports.counters(), ports.charges(), config.grace()),
                        new Reconcile(
                                ports.budgets(),
                                ports.counters(),
                                ports.charges(),
                                config.grace(),
                                ports.clock()),
                        keepAudit(ports.audited(), ports.clock()),
                        metrics,
                        ports.clock());
    }

    /**
     * What leaves the process, time and chance.
     *
     * @param ping fails if Redis is not there
     * @param hold what held calls stand on
     */
    record Ports(
            Callable<?> ping,
            Lineage lineage,
            Charges charges,
            Counters counters,
            Budgets budgets,
            Audit audit,
            Audited audited,
            HoldPorts hold,
            Metrics metrics,
            InstantSource clock,
            RandomGenerator random) {}

    /** The audit once it is recorded. */
    record Audited(
            AuditTrail trail,
            Seals seals,
            SealingKeys sealingKeys,
            ExportFiles archive,
            Exports exports,
            ExportFiles exportFiles) {}

    private static KeepAudit keepAudit(Audited audited, InstantSource clock) {
        return new KeepAudit(
                new SealAudit(audited.seals(), audited.sealingKeys()::current, clock),
                new ArchiveAudit(audited.archive(), audited.trail(), audited.seals(), clock),
                new WriteExports(
                        audited.exports(),
                        audited.exportFiles(),
                        audited.trail(),
                        audited.seals(),
                        clock));
    }

    static Ports wire(Environment environment, Line line) {
        var config = Config.of(environment);
        var dynamo = Dynamo.connect(config.tablePrefix(), line);
        var hold = hold(config, environment, line, dynamo);
        return new Ports(
                config.redis().probe(Probe.REDIS_TIMEOUT).connect(line)::ping,
                hold.lineage(),
                new DynamoCharges(dynamo),
                hold.counters(),
                new DynamoBudgets(dynamo, hold.clock()),
                hold.audit(),
                new Audited(
                        new DynamoAuditTrail(dynamo),
                        new DynamoSeals(dynamo, hold.random()),
                        SealingKeys.connect(config.secretPrefix(), line),
                        S3ExportFiles.connect(config.archive(), line),
                        new DynamoExports(dynamo),
                        S3ExportFiles.connect(config.exports(), line)),
                hold,
                hold.metrics(),
                hold.clock(),
                hold.random());
    }

    private static HoldPorts hold(
            Config config, Environment environment, Line line, Dynamo dynamo) {
        var clock = InstantSource.system();
        var random = Snapshot.random(line);
        var queue =
                SqsDeliveryQueue.connect(config.deliveryQueue(), config.deadLetterQueue(), line);
        var redis = config.redis().connect(line);
        var tallies = new RedisTallies(redis, clock);
        var metrics = Measures.on(line, environment, tallies, clock, random).metrics();
        return new HoldPorts(
                new DynamoApprovals(dynamo, clock, random),
                SealingKey.connect(config.secretPrefix(), line, random),
                new Halt(new DynamoKillSwitches(dynamo), Halt.USUAL_AGE, clock),
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

    /** How many each step dealt with. */
    @Override
    public Map<String, Integer> handleRequest(ScheduledEvent event, Context context) {
        try {
            return maintain.maintain();
        } finally {
            metrics.flush();
        }
    }
}
