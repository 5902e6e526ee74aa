package dev.tollgate.alarms;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.dynamodb.DynamoIdempotencyKeys;
import dev.tollgate.dynamodb.DynamoLimits;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.lambda.AuditRetention;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.measure.Measures;
import dev.tollgate.queue.SqsDeliveryQueue;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.redis.RedisTallies;
import dev.tollgate.rehearsal.Line;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * Reads what SNS says of CloudWatch alarms, has it delivered to the configured agents, and suspends
 * agents whose budget is exhausted, if it may. SNS invokes it asynchronously: a fault is thrown,
 * and <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Lambda
 * hands over the event twice more</a>; what cannot be read is logged and counted, and never thrown.
 *
 * <p>What it needs:
 *
 * <ul>
 *   <li>{@code external_agents}: GetItem; PutItem, if it may suspend
 *   <li>{@code invocation_lineage}: GetItem, PutItem
 *   <li>{@code idempotency}: PutItem, UpdateItem, DeleteItem
 *   <li>{@code audit}, {@code audit_heads}: PutItem
 *   <li>{@code billing_usage}: GetItem, and Query of its index {@code by_period}
 *   <li>{@code limits}: GetItem
 *   <li>the delivery queue: SendMessage; not the dead-letter queue
 *   <li>Redis, to look only; no secret
 * </ul>
 */
public final class AlarmsFunction implements RequestHandler<SNSEvent, Map<String, Integer>> {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmsFunction.class);

    private final Notify notify;
    private final SuspendExhausted suspendExhausted;
    private final Metrics metrics;

    /** As Lambda builds it. */
    public AlarmsFunction() {
        this(Environment.ofProcess());
        Snapshot.prepare(Rehearsal::new);
    }

    public AlarmsFunction(Environment environment) {
        this(Config.of(environment), environment);
    }

    private AlarmsFunction(Config config, Environment environment) {
        this(config, wire(config, environment, Line.NETWORK));
    }

    AlarmsFunction(Config config, Ports ports) {
        notify = new Notify(config, ports);
        suspendExhausted = new SuspendExhausted(config, ports);
        metrics = ports.metrics();
    }

    /** What leaves the process, time and chance. */
    record Ports(
            Agents agents,
            IdempotencyKeys keys,
            Lineage lineage,
            DeliveryQueue queue,
            Limits limits,
            Counters counters,
            Budgets budgets,
            Audit audit,
            Metrics metrics,
            InstantSource clock,
            RandomGenerator random) {}

    static Ports wire(Config config, Environment environment, Line line) {
        var clock = InstantSource.system();
        var random = Snapshot.random(line);
        var dynamo = Dynamo.connect(config.tablePrefix(), line);
        var redis = config.redis().connect(line);
        return new Ports(
                new DynamoAgents(dynamo, random),
                new DynamoIdempotencyKeys(dynamo, clock),
                new DynamoLineage(dynamo),
                SqsDeliveryQueue.connect(config.deliveryQueue(), config.deadLetterQueue(), line),
                new DynamoLimits(dynamo),
                new RedisCounters(redis, clock),
                new DynamoBudgets(dynamo, clock),
                new DynamoAudit(dynamo, AuditRetention.of(environment), clock, random),
                Measures.on(line, environment, new RedisTallies(redis, clock), clock, random)
                        .metrics(),
                clock,
                random);
    }

    /** How many destinations were told, and so on; see {@link Done}. */
    @Override
    public Map<String, Integer> handleRequest(SNSEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> answer(event));
    }

    private Map<String, Integer> answer(SNSEvent event) {
        var done = new Done(metrics);
        var tries = new Tries();
        try {
            Objects.requireNonNullElse(event.getRecords(), List.<SNSRecord>of())
                    .forEach(record -> handle(record, done, tries));
            tries.end();
            return done.counts();
        } finally {
            metrics.flush();
        }
    }

    private void handle(SNSRecord record, Done done, Tries tries) {
        try {
            handle(Notification.read(record), done, tries);
        } catch (Unreadable e) {
            LOG.error("a notification is none of an alarm: {}", e.getMessage());
            done.unreadable();
        }
    }

    /** People first: what follows may take long. */
    private void handle(Notification notification, Done done, Tries tries) {
        var alarm = notification.alarm();
        LOG.info("{} is {}, was {}", alarm.name(), alarm.state(), alarm.was());
        if (alarm.isNews()) {
            notify.all(notification, done, tries);
        }
        suspendExhausted.after(notification, done, tries);
    }
}
