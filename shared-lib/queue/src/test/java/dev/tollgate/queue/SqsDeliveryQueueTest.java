package dev.tollgate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.SqsServer;
import dev.tollgate.testing.DeliveryQueueContract;
import dev.tollgate.testing.InMemoryDeliveryQueue.Buried;
import dev.tollgate.testing.SampleOrders;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

final class SqsDeliveryQueueTest implements DeliveryQueueContract {
    private static final SqsClient CLIENT = client();

    private final String orders = newQueue();
    private final String buried = newQueue();
    private final DeliveryQueue queue =
            SqsDeliveryQueue.connect(URI.create(orders), URI.create(buried));

    @Override
    public DeliveryQueue queue() {
        return queue;
    }

    @Override
    public List<DeliveryOrder> received() {
        return messages(orders).stream().map(message -> OrderMessage.read(message.body())).toList();
    }

    @Override
    public List<Buried> unearthed() {
        return messages(buried).stream().map(SqsDeliveryQueueTest::buried).toList();
    }

    @ParameterizedTest
    @CsvSource({"PT0.001S, 1", "PT899.5S, 1", "PT15M, 1", "PT10H, 1", "PT0S, 0", "PT-5S, 0"})
    void holdsAnOrderBackForAsLongAsAQueueCan(Duration delay, String heldBack) {
        var ids = new Ids(InstantSource.system(), new SecureRandom());

        queue.send(SampleOrders.first(ids.organisation(), ids, Instant.EPOCH), delay);

        assertThat(
                        CLIENT.getQueueAttributes(get ->
                                        get.queueUrl(orders)
                                                .attributeNames(
                                                        QueueAttributeName
                                                                .APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                                .attributesAsStrings())
                .containsEntry("ApproximateNumberOfMessagesDelayed", heldBack);
    }

    @Test
    void tellsTheQueueWhoseOrdersTheyAre() {
        var ids = new Ids(InstantSource.system(), new SecureRandom());
        var mine = ids.organisation();
        var yours = ids.organisation();

        for (var organisation : List.of(mine, yours, mine)) {
            queue.send(SampleOrders.first(organisation, ids, Instant.EPOCH), Duration.ZERO);
        }

        assertThat(messages(orders))
                .extracting(message ->
                        message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .containsExactlyInAnyOrder(mine.value(), yours.value(), mine.value());
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

    private static List<Message> messages(String url) {
        return CLIENT.receiveMessage(receive ->
                        receive.queueUrl(url)
                                .maxNumberOfMessages(10)
                                .messageAttributeNames("All")
                                .messageSystemAttributeNames(
                                        MessageSystemAttributeName.MESSAGE_GROUP_ID)
                                .waitTimeSeconds(1))
                .messages();
    }

    private static String newQueue() {
        return CLIENT.createQueue(create -> create.queueName("queue-" + UUID.randomUUID()))
                .queueUrl();
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
