package dev.tollgate.local.gateway.sources;

import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Stands for an event source mapping: takes messages from a queue, up to ten at once, hands them to
 * a function and deletes those it is done with. The others come back when their visibility ends,
 * and go to the dead-letter queue when they came too often.
 */
public final class QueueSource implements AutoCloseable {
    private static final int LARGEST_BATCH = 10;
    private static final int POLLERS = 2;
    private static final int POLL_SECONDS = 1;

    private final SqsClient sqs;
    private final String url;
    private final Lambda function;
    private final List<Loop> pollers;

    private QueueSource(SqsClient sqs, String url, Lambda function) {
        this.sqs = sqs;
        this.url = url;
        this.function = function;
        pollers =
                IntStream.range(0, POLLERS)
                        .mapToObj(i -> Loop.start("queue " + queue() + " " + i, this::poll))
                        .toList();
    }

    /** Starts to poll; the client stays the caller's to close. */
    public static QueueSource start(SqsClient sqs, String url, Lambda function) {
        return new QueueSource(sqs, url, function);
    }

    private String queue() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private void poll() {
        var messages =
                sqs.receiveMessage(ask ->
                                ask.queueUrl(url)
                                        .maxNumberOfMessages(LARGEST_BATCH)
                                        .waitTimeSeconds(POLL_SECONDS)
                                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                                        .messageAttributeNames("All"))
                        .messages();
        if (!messages.isEmpty()) {
            hand(new Batch(queue(), messages));
        }
    }

    private void hand(Batch batch) {
        if (function.invoke(batch.event()) instanceof Invoked.Answered answered) {
            delete(batch.done(answered.payload()));
        }
    }

    private void delete(List<Message> done) {
        if (!done.isEmpty()) {
            sqs.deleteMessageBatch(ask ->
                    ask.queueUrl(url)
                            .entries(
                                    done.stream()
                                            .map(message ->
                                                    DeleteMessageBatchRequestEntry.builder()
                                                            .id(message.messageId())
                                                            .receiptHandle(message.receiptHandle())
                                                            .build())
                                            .toList()));
        }
    }

    @Override
    public void close() {
        pollers.parallelStream().forEach(Loop::close);
    }
}
