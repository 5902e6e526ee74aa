package dev.tollgate.maintenance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Charges;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.Reconcile;
import dev.tollgate.domain.admission.Sweep;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.lineage.Conclude;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.dynamodb.DynamoCharges;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.lambda.EmfMetrics;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Probe;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.rehearsal.Line;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/** What is done on a schedule: Redis asked, interrupted calls settled, budgets reconciled. */
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
                        new SettleInterrupted(
                                ports.lineage(),
                                new Conclude(ports.lineage(), ports.counters()),
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
                        metrics,
                        ports.clock());
    }

    /**
     * What leaves the process, time and chance.
     *
     * @param ping fails if Redis is not there
     */
    record Ports(
            Callable<?> ping,
            Lineage lineage,
            Charges charges,
            Counters counters,
            Budgets budgets,
            Audit audit,
            Metrics metrics,
            InstantSource clock,
            RandomGenerator random) {}

    static Ports wire(Environment environment, Line line) {
        var config = Config.of(environment);
        var clock = InstantSource.system();
        var dynamo = Dynamo.connect(config.tablePrefix(), line);
        return new Ports(
                config.redis().probe(Probe.REDIS_TIMEOUT).connect(line)::ping,
                new DynamoLineage(dynamo),
                new DynamoCharges(dynamo),
                new RedisCounters(config.redis().connect(line), clock),
                new DynamoBudgets(dynamo, clock),
                new DynamoAudit(dynamo),
                EmfMetrics.on(line, environment),
                clock,
                Snapshot.random(line));
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
