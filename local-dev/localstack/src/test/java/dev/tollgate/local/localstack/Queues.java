package dev.tollgate.local.localstack;

import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.queue.OrderMessage;
import dev.tollgate.testing.InMemoryDeliveryQueue.Buried;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Two queues of a test's own, and what is on them. */
record Queues(SqsClient client, URI orders, URI buried) {
    static Queues fresh(SqsClient client) {
        return new Queues(client, create(client), create(client));
    }

    private static URI create(SqsClient client) {
        return URI.create(
                client.createQueue(it -> it.queueName("contract-" + UUID.randomUUID())).queueUrl());
    }

    List<DeliveryOrder> takeOrders() {
        return take(orders).stream().map(message -> OrderMessage.read(message.body())).toList();
    }

    List<Buried> takeBuried() {
        return take(buried).stream().map(Queues::buried).toList();
    }

    private static Buried buried(Message message) {
        var reason = attribute(message, "reason").orElseThrow();
        return attribute(message, "history")
                .map(history ->
                        new Buried(Optional.of(OrderMessage.read(message.body())), reason, history))
                .orElseGet(() -> new Buried(Optional.empty(), reason, message.body()));
    }

    private static Optional<String> attribute(Message message, String name) {
        return Optional.ofNullable(message.messageAttributes().get(name))
                .map(MessageAttributeValue::stringValue);
    }

    private List<Message> take(URI queue) {
        return client.receiveMessage(receive ->
                        receive.queueUrl(queue.toString())
                                .maxNumberOfMessages(10)
                                .messageAttributeNames("All")
                                .waitTimeSeconds(1))
                .messages();
    }
}
