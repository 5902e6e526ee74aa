package dev.tollgate.local.gateway.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.SqsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

final class QueueSourceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SqsClient sqs = connect();

    /** As the functions' clients find their way here. */
    static SqsClient connect() {
        System.setProperty("aws.region", LocalAccount.REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty("aws.endpointUrlSqs", SqsServer.shared().endpoint().toString());
        return SqsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    }

    @AfterEach
    void stop() {
        sqs.close();
    }

    /** Keeps the records it got and answers as it is told. */
    private record Scripted(BlockingQueue<JsonNode> records, Function<JsonNode, Invoked> answer)
            implements Lambda {
        @Override
        public Invoked invoke(Bytes event) {
            try {
                var batch = JSON.readTree(event.array()).path("Records");
                batch.forEach(records::add);
                return answer.apply(batch);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void handsOverWhatIsSentAndDeletesIt() throws Exception {
        var url = queue("source-done", "1");
        var function = new Scripted(new LinkedBlockingQueue<>(), _ -> answered("{}"));
        sqs.sendMessage(message -> message.queueUrl(url).messageBody("{\"n\": 1}"));

        try (var _ = QueueSource.start(sqs, url, function)) {
            var first = next(function);

            assertThat(first.path("body").asText()).isEqualTo("{\"n\": 1}");
            assertThat(first.path("eventSource").asText()).isEqualTo("aws:sqs");
            assertThat(first.path("eventSourceARN").asText())
                    .isEqualTo("arn:aws:sqs:eu-central-1:000000000000:source-done");
            assertThat(first.at("/attributes/ApproximateReceiveCount").asText()).isEqualTo("1");
            // Visible again after a second, if it had not been deleted.
            assertThat(function.records().poll(3, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void keepsOnlyTheMessagesThatFailed() throws Exception {
        var url = queue("source-partial", "1");
        var function = new Scripted(new LinkedBlockingQueue<>(), QueueSourceTest::failBad);
        for (var body : List.of("good", "bad", "fine")) {
            sqs.sendMessage(message -> message.queueUrl(url).messageBody(body));
        }

        try (var _ = QueueSource.start(sqs, url, function)) {
            var first = List.of(next(function), next(function), next(function));
            var again = next(function);

            assertThat(first)
                    .extracting(record -> record.path("body").asText())
                    .containsExactlyInAnyOrder("good", "bad", "fine");
            assertThat(again.path("body").asText()).isEqualTo("bad");
            assertThat(again.at("/attributes/ApproximateReceiveCount").asText()).isEqualTo("2");
        }
    }

    @Test
    void keepsAllWhenTheFunctionFails() throws Exception {
        var url = queue("source-failed", "1");
        var function =
                new Scripted(new LinkedBlockingQueue<>(), _ -> new Invoked.Failed("E", "broken"));
        sqs.sendMessage(message -> message.queueUrl(url).messageBody("again"));

        try (var _ = QueueSource.start(sqs, url, function)) {
            assertThat(next(function).path("body").asText()).isEqualTo("again");
            assertThat(next(function).path("body").asText()).isEqualTo("again");
        }
    }

    @Test
    void takesANonsensicalAnswerForAFailureOfAll() {
        var batch = new Batch("queue", List.of());

        assertThat(batch.done(Bytes.utf8("not json"))).isEmpty();
        assertThat(batch.done(Bytes.utf8("{\"batchItemFailures\":[{\"itemIdentifier\":\"?\"}]}")))
                .isEmpty();
    }

    private String queue(String name, String visibilitySeconds) {
        return sqs.createQueue(queue ->
                        queue.queueName(name)
                                .attributes(
                                        Map.of(
                                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                                visibilitySeconds)))
                .queueUrl();
    }

    private static Invoked failBad(JsonNode batch) {
        var failures = JSON.createArrayNode();
        for (var record : batch) {
            if (record.path("body").asText().equals("bad")) {
                failures.addObject().put("itemIdentifier", record.path("messageId").asText());
            }
        }
        return answered(JSON.createObjectNode().set("batchItemFailures", failures).toString());
    }

    private static Invoked answered(String json) {
        return new Invoked.Answered(Bytes.utf8(json));
    }

    private static JsonNode next(Scripted function) throws InterruptedException {
        var record = function.records().poll(30, TimeUnit.SECONDS);
        if (record == null) {
            throw new AssertionError("no message came");
        }
        return record;
    }
}
