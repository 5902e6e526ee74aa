package dev.tollgate.local.gateway.sources;

import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Reads a queue as an event source mapping with a batch size of one does: a message is hidden for
 * the queue's own visibility timeout, and deleted once the function is done with it.
 */
public record OneByOne(SqsClient sqs, String url, Lambda function) {
    /** Hands over a message, if one comes within a second. */
    public void next() {
        sqs.receiveMessage(ask ->
                        ask.queueUrl(url)
                                .maxNumberOfMessages(1)
                                .waitTimeSeconds(1)
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                                .messageAttributeNames("All"))
                .messages()
                .forEach(this::hand);
    }

    private void hand(Message message) {
        var batch = new Batch(url.substring(url.lastIndexOf('/') + 1), List.of(message));
        if (function.invoke(batch.event()) instanceof Invoked.Answered(var answer)) {
            batch.done(answer)
                    .forEach(done ->
                            sqs.deleteMessage(delete ->
                                    delete.queueUrl(url).receiptHandle(done.receiptHandle())));
        }
    }
}
