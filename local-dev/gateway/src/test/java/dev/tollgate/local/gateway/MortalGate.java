package dev.tollgate.local.gateway;

import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import dev.tollgate.local.gateway.sources.QueueSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A gate with each function in JVMs of its own, as on Lambda, which can be killed at any moment.
 */
public final class MortalGate implements AutoCloseable {
    /** Longer than a claim lasts with a timeout of two seconds. */
    private static final String VISIBILITY_SECONDS = "10";

    private static final String LINEAGE = Resources.TABLE_PREFIX + "invocation_lineage";

    private final Started started = new Started();
    private final Path scratch;
    private final RunningGate gate;

    private MortalGate(Path scratch) {
        this.scratch = scratch;
        try {
            var root = Path.of(System.getProperty("tollgate.root"));
            var logs = Path.of(System.getProperty("tollgate.log")).resolveSibling(".");
            gate =
                    started.add(
                            RunningGate.isolated(
                                    new Gate.Isolation(root, scratch, logs), MortalGate::queue));
            deliver();
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /**
     * Returns once it answers.
     *
     * @param scratch an empty directory
     */
    public static MortalGate start(Path scratch) {
        return new MortalGate(scratch);
    }

    /** Shows an order again sooner than the gate's own queue would. */
    private static Map<String, String> queue(Aws aws) {
        try (var sqs = aws.sqs()) {
            var url =
                    sqs.createQueue(queue ->
                                    queue.queueName("mortal")
                                            .attributes(
                                                    Map.of(
                                                            QueueAttributeName.VISIBILITY_TIMEOUT,
                                                            VISIBILITY_SECONDS)))
                            .queueUrl();
            return Map.of("DELIVERY_QUEUE_URL", url);
        }
    }

    private void deliver() {
        SqsClient sqs = started.add(new Aws(gate.backing()).sqs());
        started.add(
                QueueSource.start(
                        sqs,
                        gate.gate().settings().text("DELIVERY_QUEUE_URL"),
                        function(LambdaFunction.DELIVERY)));
    }

    private Lambda function(LambdaFunction function) {
        return Objects.requireNonNull(gate.gate().functions().get(function.id()));
    }

    public RunningGate gate() {
        return gate;
    }

    /** SIGKILL for the JVMs of that function: nothing is written any more. */
    public void kill(LambdaFunction function) {
        var jars = scratch.resolve(function.id()).resolve("lib").toString();
        ProcessHandle.current()
                .children()
                .filter(child -> arguments(child).contains(jars))
                .forEach(child -> {
                    child.destroyForcibly();
                    child.onExit().join();
                });
    }

    private static String arguments(ProcessHandle process) {
        return Arrays.toString(process.info().arguments().orElse(new String[0]));
    }

    /** Makes all calls so much older as maintenance looks at it. */
    public void pass(Duration time) {
        try (var dynamo = new Aws(gate.backing()).dynamo(Resources.TABLE_PREFIX).client()) {
            for (var row : dynamo.scanPaginator(scan -> scan.tableName(LINEAGE)).items()) {
                var until = Objects.requireNonNull(row.get("open_until")).s();
                var earlier = Long.parseLong(until) - time.toMillis();
                set(dynamo, row, ("%0" + until.length() + "d").formatted(earlier));
            }
        }
    }

    private static void set(
            DynamoDbClient dynamo, Map<String, AttributeValue> row, String openUntil) {
        dynamo.updateItem(update ->
                update.tableName(LINEAGE)
                        .key(
                                Map.of(
                                        "pk", Objects.requireNonNull(row.get("pk")),
                                        "sk", Objects.requireNonNull(row.get("sk"))))
                        .updateExpression("SET open_until = :until")
                        .expressionAttributeValues(
                                Map.of(":until", AttributeValue.fromS(openUntil))));
    }

    /** Runs maintenance now, and not when its minute is over. */
    public void maintain() {
        var outcome = function(LambdaFunction.MAINTENANCE).invoke(Bytes.utf8("{}"));
        if (!(outcome instanceof Invoked.Answered)) {
            throw new IllegalStateException("maintenance failed: " + outcome);
        }
    }

    @Override
    public void close() {
        started.close();
    }
}
