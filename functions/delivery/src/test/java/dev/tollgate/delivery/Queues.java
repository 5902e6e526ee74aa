package dev.tollgate.delivery;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.SqsServer;
import dev.tollgate.testing.TestContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The two queues on ElasticMQ, and what Lambda's event source does with the first: hands out
 * batches, forgets what the function is done with.
 */
final class Queues {
    private static final Duration VISIBILITY = Duration.ofSeconds(2);
    private static final SqsClient CLIENT = client();

    final URI orders;
    final URI buried;

    Queues() {
        this(VISIBILITY);
    }

    /**
     * @param visibility longer than a batch may take
     */
    Queues(Duration visibility) {
        buried = queue(Map.of());
        orders =
                queue(
                        Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                Long.toString(visibility.toSeconds()),
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"3\"}"
                                        .formatted(arn(buried))));
    }

    void send(String body) {
        CLIENT.sendMessage(message -> message.queueUrl(orders.toString()).messageBody(body));
    }

    /** Hands one batch to the function; answers how many messages it was. */
    int pump(DeliveryFunction function) {
        var batch = receive(orders);
        if (batch.isEmpty()) {
            return 0;
        }
        var event = new SQSEvent();
        event.setRecords(batch.stream().map(Queues::record).toList());
        var failures = Office.failures(function.handleRequest(event, new TestContext()));
        var done =
                batch.stream()
                        .filter(message -> !failures.contains(message.messageId()))
                        .map(Queues::deletion)
                        .toList();
        if (!done.isEmpty()) {
            CLIENT.deleteMessageBatch(delete -> delete.queueUrl(orders.toString()).entries(done));
        }
        return batch.size();
    }

    private static DeleteMessageBatchRequestEntry deletion(Message message) {
        return DeleteMessageBatchRequestEntry.builder()
                .id(message.messageId())
                .receiptHandle(message.receiptHandle())
                .build();
    }

    /** The bodies and reasons of what was buried. */
    List<Letter> unearthed() {
        return receive(buried).stream()
                .map(message ->
                        new Letter(
                                message.body(),
                                Optional.ofNullable(message.messageAttributes().get("reason"))
                                        .map(MessageAttributeValue::stringValue)
                                        .orElse("")))
                .toList();
    }

    record Letter(String body, String reason) {}

    private static SQSMessage record(Message message) {
        var copy = new SQSMessage();
        copy.setMessageId(message.messageId());
        copy.setBody(message.body());
        return copy;
    }

    private static List<Message> receive(URI queue) {
        return CLIENT.receiveMessage(receive ->
                        receive.queueUrl(queue.toString())
                                .maxNumberOfMessages(10)
                                .messageAttributeNames("All")
                                .waitTimeSeconds(1))
                .messages();
    }

    private static URI queue(Map<QueueAttributeName, String> attributes) {
        return URI.create(
                CLIENT.createQueue(create ->
                                create.queueName("delivery-" + UUID.randomUUID())
                                        .attributes(attributes))
                        .queueUrl());
    }

    private static String arn(URI queue) {
        return CLIENT.getQueueAttributes(get ->
                        get.queueUrl(queue.toString()).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    }

    /** Connected as a function is, by what the process says. */
    private static SqsClient client() {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty("aws.endpointUrlSqs", SqsServer.shared().endpoint().toString());
        return SqsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    }
}
