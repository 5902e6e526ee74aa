package dev.tollgate.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsServerTest {
    private static final SqsClient CLIENT = LocalClients.sqs(SqsServer.shared().endpoint());

    @AfterAll
    static void stop() {
        CLIENT.close();
    }

    @Test
    void namesQueuesByItsOwnAddressAndAccount() {
        String url = queue(CLIENT, "named", Map.of());

        assertThat(url)
                .isEqualTo("%s/%s/named".formatted(SqsServer.shared().endpoint(), LocalAccount.ID));
        assertThat(attribute(url, QueueAttributeName.QUEUE_ARN))
                .isEqualTo(
                        "arn:aws:sqs:%s:%s:named".formatted(LocalAccount.REGION, LocalAccount.ID));
    }

    @Test
    void deliversABatch() {
        String url = queue(CLIENT, "batch", Map.of());
        List<SendMessageBatchRequestEntry> entries = entries();

        CLIENT.sendMessageBatch(send -> send.queueUrl(url).entries(entries));

        assertThat(bodies(CLIENT, url))
                .containsExactlyInAnyOrderElementsOf(
                        entries.stream().map(SendMessageBatchRequestEntry::messageBody).toList());
    }

    /** Ten times the ten of SQS, for what stands for the fairness of SQS. */
    @Test
    void givesAHundredMessagesAtOnceAndNoMore() {
        String url = queue(CLIENT, "hundred", Map.of());
        for (int ten = 0; ten < 11; ten++) {
            CLIENT.sendMessageBatch(send -> send.queueUrl(url).entries(entries()));
        }

        assertThat(received(url, 100)).hasSize(100);
        assertThatThrownBy(() -> received(url, 101)).isInstanceOf(SqsException.class);
    }

    private static List<Message> received(String url, int atOnce) {
        return CLIENT.receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(atOnce))
                .messages();
    }

    private static List<SendMessageBatchRequestEntry> entries() {
        return IntStream.range(0, 10)
                .mapToObj(i ->
                        SendMessageBatchRequestEntry.builder()
                                .id("m" + i)
                                .messageBody("body " + i)
                                .build())
                .toList();
    }

    @Test
    void holdsADelayedMessageBack() {
        String url = queue(CLIENT, "delayed", Map.of());

        CLIENT.sendMessage(send -> send.queueUrl(url).messageBody("later").delaySeconds(900));

        assertThat(bodies(CLIENT, url)).isEmpty();
        assertThat(attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .isEqualTo("1");
    }

    @Test
    void movesAMessageReceivedTooOftenToTheDeadLetterQueue() {
        String dead = queue(CLIENT, "dead", Map.of());
        String policy =
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"2\"}"
                        .formatted(attribute(dead, QueueAttributeName.QUEUE_ARN));
        String url =
                queue(
                        CLIENT,
                        "redriven",
                        Map.of(
                                QueueAttributeName.REDRIVE_POLICY,
                                policy,
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "0"));
        CLIENT.sendMessage(send -> send.queueUrl(url).messageBody("poison"));

        for (int i = 0; i < 3; i++) {
            bodies(CLIENT, url);
        }

        assertThat(bodies(CLIENT, dead)).containsExactly("poison");
    }

    @Test
    void forgetsADeletedMessage() {
        String url = queue(CLIENT, "deleted", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "0"));
        CLIENT.sendMessage(send -> send.queueUrl(url).messageBody("done"));

        receive(CLIENT, url)
                .forEach(message ->
                        CLIENT.deleteMessage(delete ->
                                delete.queueUrl(url).receiptHandle(message.receiptHandle())));

        assertThat(bodies(CLIENT, url)).isEmpty();
    }

    @Test
    void findsItsMessagesAgainInTheDirectoryItKeeps(@TempDir Path directory) {
        try (var server = SqsServer.keeping(directory);
                SqsClient client = LocalClients.sqs(server.endpoint())) {
            String url = queue(client, "kept", Map.of());
            client.sendMessage(send -> send.queueUrl(url).messageBody("hello"));
        }

        try (var server = SqsServer.keeping(directory);
                SqsClient client = LocalClients.sqs(server.endpoint())) {
            String url = client.getQueueUrl(get -> get.queueName("kept")).queueUrl();
            assertThat(bodies(client, url)).containsExactly("hello");
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(Listening.onLoopbackOnly(SqsServer.shared().endpoint().getPort())).isTrue();
    }

    @Test
    void isGoneOnceClosed() {
        var server = SqsServer.inMemory();
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();

        server.close();

        assertThat(process.isAlive()).isFalse();
    }

    private static String queue(
            SqsClient client, String name, Map<QueueAttributeName, String> attributes) {
        return client.createQueue(create -> create.queueName(name).attributes(attributes))
                .queueUrl();
    }

    private static String attribute(String url, QueueAttributeName name) {
        return CLIENT.getQueueAttributes(get -> get.queueUrl(url).attributeNames(name))
                .attributes()
                .getOrDefault(name, "");
    }

    private static List<Message> receive(SqsClient client, String url) {
        return client.receiveMessage(
                        receive -> receive.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
                .messages();
    }

    private static List<String> bodies(SqsClient client, String url) {
        return receive(client, url).stream().map(Message::body).toList();
    }
}
