package dev.tollgate.queue;

import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.rehearsal.CannedHttp;
import dev.tollgate.rehearsal.Line;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * {@link DeliveryQueue} on two standard queues of SQS: orders, and those that failed for good. The
 * first should redrive to the second what was received too often, for a message that breaks its
 * reader. Needs {@code sqs:SendMessage} on both.
 */
public final class SqsDeliveryQueue implements DeliveryQueue {
    /**
     * A message cannot be <a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html">delayed
     * for longer</a>. The reader of an order that is not due yet sends it again.
     */
    static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    /** The attributes count with the body towards the 256 KiB of a message. */
    private static final int LONGEST_ATTRIBUTE = 4096;

    private static final Duration ATTEMPT = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(8);

    private final SqsClient client;
    private final String orders;
    private final String buried;

    SqsDeliveryQueue(SqsClient client, URI orders, URI buried) {
        this.client = client;
        this.orders = orders.toString();
        this.buried = buried.toString();
    }

    /**
     * With the region, the credentials and the endpoint of the process (AWS_REGION,
     * AWS_ENDPOINT_URL_SQS, …), which the SDK reads itself. Opens no connection.
     *
     * @param orders {@code DELIVERY_QUEUE_URL}
     * @param buried {@code DELIVERY_DLQ_URL}
     */
    public static SqsDeliveryQueue connect(URI orders, URI buried) {
        return connect(orders, buried, Line.NETWORK);
    }

    /** The same, on that line. */
    public static SqsDeliveryQueue connect(URI orders, URI buried, Line line) {
        var client =
                SqsClient.builder()
                        .overrideConfiguration(limits ->
                                limits.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
        switch (line) {
            case NETWORK -> client.httpClientBuilder(UrlConnectionHttpClient.builder());
            case REHEARSAL -> {
                // A made-up answer has no digest of the message.
                client.checksumValidationEnabled(false);
                client.httpClient(
                        new CannedHttp((operation, request) -> "{\"MessageId\":\"rehearsal\"}"));
                CannedHttp.settle(client);
            }
        }
        return new SqsDeliveryQueue(client.build(), orders, buried);
    }

    /**
     * The group is the tenant: of a <a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html">fair
     * queue</a>, which lets the orders of the others go before the backlog of one.
     */
    @Override
    public void send(DeliveryOrder order, Duration delay) {
        client.sendMessage(message ->
                message.queueUrl(orders)
                        .messageGroupId(order.organisation().value())
                        .messageBody(OrderMessage.write(order))
                        .delaySeconds(wholeSeconds(delay)));
    }

    /** Rounded up, so that an order does not come before it is due. */
    private static int wholeSeconds(Duration delay) {
        if (!delay.isPositive()) {
            return 0;
        }
        return delay.compareTo(LONGEST_DELAY) >= 0
                ? (int) LONGEST_DELAY.toSeconds()
                : (int) delay.plusNanos(999_999_999).toSeconds();
    }

    @Override
    public void bury(DeliveryOrder order, String reason, String history) {
        client.sendMessage(message ->
                message.queueUrl(buried)
                        .messageBody(OrderMessage.write(order))
                        .messageAttributes(
                                Map.of("reason", text(reason), "history", text(history))));
    }

    @Override
    public void buryUnreadable(String message, String reason) {
        client.sendMessage(unreadable ->
                unreadable
                        .queueUrl(buried)
                        .messageBody(message)
                        .messageAttributes(Map.of("reason", text(reason))));
    }

    /** An attribute must not be empty. */
    private static MessageAttributeValue text(String value) {
        var shown = value.isBlank() ? "-" : value;
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(shown.substring(0, Math.min(shown.length(), LONGEST_ATTRIBUTE)))
                .build();
    }
}
