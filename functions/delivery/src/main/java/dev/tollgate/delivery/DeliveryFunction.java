package dev.tollgate.delivery;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.control.KillSwitches;
import dev.tollgate.domain.delivery.Circuits;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.Pacing;
import dev.tollgate.domain.event.Subscriptions;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.Destinations;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoApprovals;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoCircuits;
import dev.tollgate.dynamodb.DynamoDeliveries;
import dev.tollgate.dynamodb.DynamoKillSwitches;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.dynamodb.DynamoSubscriptions;
import dev.tollgate.lambda.AuditRetention;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Snapshot;
import dev.tollgate.measure.Measures;
import dev.tollgate.outbound.HttpDestinations;
import dev.tollgate.queue.SqsDeliveryQueue;
import dev.tollgate.redis.Redis;
import dev.tollgate.redis.RedisCounters;
import dev.tollgate.redis.RedisPacing;
import dev.tollgate.redis.RedisTallies;
import dev.tollgate.rehearsal.Line;
import dev.tollgate.secrets.SecretsManagerCredentials;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * Queued calls: attempts, retries and the final state. Reads batches from SQS and <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting">reports
 * the messages</a> that are to stay on the queue; the event source needs {@code
 * ReportBatchItemFailures}, and the queue a visibility timeout longer than this function's, and a
 * redrive policy.
 */
public final class DeliveryFunction implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final HandleMessage handle;
    private final Metrics metrics;

    /** As Lambda builds it. */
    public DeliveryFunction() {
        this(Environment.ofProcess());
        Snapshot.prepare(Rehearsal::new);
    }

    public DeliveryFunction(Environment environment) {
        this(Config.of(environment), environment);
    }

    private DeliveryFunction(Config config, Environment environment) {
        this(config, wire(config, environment, Line.NETWORK));
    }

    DeliveryFunction(Config config, Ports ports) {
        handle = new HandleMessage(new Deliver(config, ports), ports.queue());
        metrics = ports.metrics();
    }

    /** What leaves the process, time and chance. */
    record Ports(
            Lineage lineage,
            Approvals approvals,
            KillSwitches killSwitches,
            Counters counters,
            Deliveries deliveries,
            DeliveryQueue queue,
            Circuits circuits,
            Pacing pacing,
            Subscriptions subscriptions,
            Agents agents,
            Credentials credentials,
            Destinations destinations,
            Audit audit,
            Metrics metrics,
            InstantSource clock,
            RandomGenerator random) {}

    static Ports wire(Config config, Environment environment, Line line) {
        var dynamo = Dynamo.connect(config.tablePrefix(), line);
        var clock = InstantSource.system();
        var random = Snapshot.random(line);
        var redis = Redis.from(environment::find).connect(line);
        return new Ports(
                new DynamoLineage(dynamo),
                new DynamoApprovals(dynamo, clock, random),
                new DynamoKillSwitches(dynamo),
                new RedisCounters(redis, clock),
                new DynamoDeliveries(dynamo),
                SqsDeliveryQueue.connect(config.orders(), config.buried(), line),
                new DynamoCircuits(dynamo),
                new RedisPacing(redis, clock),
                new DynamoSubscriptions(dynamo),
                new DynamoAgents(dynamo, random),
                SecretsManagerCredentials.connect(config.secretPrefix(), line),
                HttpDestinations.on(line, config.urls(), clock),
                new DynamoAudit(dynamo, AuditRetention.of(environment), clock, random),
                Measures.on(line, environment, new RedisTallies(redis, clock), clock, random)
                        .metrics(),
                clock,
                random);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> answer(event));
    }

    /** All at once, so that a slow agent keeps nobody else waiting. */
    private SQSBatchResponse answer(SQSEvent event) {
        var messages =
                Objects.requireNonNullElse(event.getRecords(), List.<SQSEvent.SQSMessage>of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    messages.stream()
                            .map(message -> threads.submit(() -> handle.isDone(message)))
                            .toList();
            var failures =
                    IntStream.range(0, messages.size())
                            .filter(i -> !done(running.get(i)))
                            .mapToObj(i -> new BatchItemFailure(messages.get(i).getMessageId()))
                            .toList();
            return new SQSBatchResponse(failures);
        } finally {
            metrics.flush();
        }
    }

    private static boolean done(Future<Boolean> running) {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the machine failed, not the message", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while messages were handled", e);
        }
    }
}
