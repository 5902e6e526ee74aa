package dev.tollgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.LocalAccount;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The process of the delivery function, killed at the moments that matter and started again: the
 * queue hands out the order once more, and all of its effects are had once.
 */
final class KilledDeliveryIT {
    private static final Behaviour ANSWER = Behaviour.answering(200, "{\"reply\": \"done\"}");

    /** Longer than a claim lasts with a timeout of a second. */
    private static final String VISIBILITY_SECONDS = "10";

    private final Started started = new Started();

    // All are made before each test, the queues while the gate starts.
    @SuppressWarnings("NullAway.Init")
    private SqsClient sqs;

    @SuppressWarnings("NullAway.Init")
    private RunningGate gate;

    @SuppressWarnings("NullAway.Init")
    private String orders;

    @SuppressWarnings("NullAway.Init")
    private String dead;

    @SuppressWarnings("NullAway.Init")
    private String agent;

    @BeforeEach
    void start() {
        // The gate's own reader has another queue.
        gate = started.add(RunningGate.inThisJvm(this::queues));
        gate.allow("production");
        agent =
                gate.agent(
                        "/agent",
                        "\"cost_per_execution\": 0.25, \"max_daily_cost\": 10,"
                                + " \"max_monthly_cost\": 10,");
    }

    @AfterEach
    void stop() {
        started.close();
    }

    private Map<String, String> queues(Aws aws) {
        sqs = started.add(aws.sqs());
        dead = queue("killed-dead", Map.of());
        orders =
                queue(
                        "killed",
                        Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                VISIBILITY_SECONDS,
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":3}"
                                        .formatted(attribute(dead, QueueAttributeName.QUEUE_ARN))));
        return Map.of("DELIVERY_QUEUE_URL", orders, "DELIVERY_DLQ_URL", dead);
    }

    private String queue(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(create -> create.queueName(name).attributes(attributes)).queueUrl();
    }

    private String attribute(String queue, QueueAttributeName name) {
        return sqs.getQueueAttributes(ask -> ask.queueUrl(queue).attributeNames(name))
                .attributes()
                .getOrDefault(name, "");
    }

    @ParameterizedTest
    @CsvSource({"ATTEMPT, 2", "CALL_WRITTEN, 1", "ACKNOWLEDGEMENT, 1"})
    void hasAllEffectsOnceWhenItsProcessIsKilled(Kill.Moment moment, int attempts)
            throws Exception {
        var kill = Kill.at(moment);
        gate.receiver()
                .answers(
                        "/agent",
                        (exchange, request) -> {
                            if (!kill.attempted()) {
                                ANSWER.answer(exchange, request);
                            }
                        });

        var call = callAcrossADeath(kill);

        assertThat(gate.receiver().requests())
                .hasSize(attempts)
                .extracting(request -> request.header("idempotency-key"))
                .containsOnly(Optional.of(call));
        assertThat(onQueue(orders)).isZero();
        assertThat(onQueue(dead)).isZero();
        var row = gate.owner().get("/api/invocations/" + call).expect(200).body();
        assertThat(row.path("status").asText()).isEqualTo("completed");
        assertThat(row.path("webhook_delivery_status").asText()).isEqualTo("delivered");
        assertThat(row.path("cost_usd").decimalValue()).isEqualByComparingTo("0.25");
        assertThat(spent()).isEqualByComparingTo("0.25");
    }

    /** The call's id, once a process has died over it and another one has emptied the queue. */
    private String callAcrossADeath(Kill kill) throws Exception {
        try (var dynamo = Relay.start(gate.backing().dynamo(), kill);
                var queues = Relay.start(gate.backing().sqs(), kill);
                var first = process(dynamo, queues)) {
            kill.victim(first);
            var call =
                    gate.owner()
                            .post(
                                    RunningGate.invoke(agent),
                                    "{\"input\": \"hello\"}",
                                    "Prefer",
                                    "respond-async")
                            .expect(202)
                            .body()
                            .path("invocation_id")
                            .asText();
            kill.awaitDeath();
            assertThat(onQueue(orders)).isEqualTo(1);
            try (var _ = process(dynamo, queues)) {
                for (int i = 0; i < 1200 && onQueue(orders) > 0; i++) {
                    Thread.sleep(100);
                }
            }
            return call;
        }
    }

    private BigDecimal spent() {
        return gate.owner()
                .get("/api/external-agents/" + agent + "/governance-status")
                .expect(200)
                .body()
                .at("/budget/monthly_spent_usd")
                .decimalValue();
    }

    /**
     * Those that a reader has, too. Asked for at once: between two questions a message may go from
     * one of the numbers to the other, and be in neither.
     */
    private int onQueue(String queue) {
        return sqs
                .getQueueAttributes(ask ->
                        ask.queueUrl(queue)
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName
                                                .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private DeliveryProcess process(Relay dynamo, Relay queues) {
        var environment = new HashMap<>(new Aws(gate.backing()).variables());
        environment.putAll(
                Map.of(
                        "AWS_REGION",
                        LocalAccount.REGION,
                        "AWS_ENDPOINT_URL_DYNAMODB",
                        dynamo.endpoint().toString(),
                        "AWS_ENDPOINT_URL_SQS",
                        queues.endpoint().toString(),
                        "TABLE_PREFIX",
                        Resources.TABLE_PREFIX,
                        "SECRET_PREFIX",
                        Resources.SECRET_PREFIX,
                        "REDIS_URL",
                        gate.backing().redis().toString(),
                        "DELIVERY_QUEUE_URL",
                        orders,
                        "DELIVERY_DLQ_URL",
                        dead,
                        "ALLOW_LOOPBACK_WEBHOOKS",
                        "true",
                        "EXTERNAL_AGENT_WEBHOOK_TIMEOUT_SECONDS",
                        "1"));
        return DeliveryProcess.start(environment);
    }
}
