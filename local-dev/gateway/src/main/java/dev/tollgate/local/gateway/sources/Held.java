package dev.tollgate.local.gateway.sources;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * A message that was received and waits for its turn.
 *
 * @param until then the queue would show it to others
 */
record Held(Message message, Instant until) {
    /** Whose it is. One that is in no group is a tenant of its own. */
    String group() {
        return Optional.ofNullable(
                        message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .orElseGet(message::messageId);
    }

    int size() {
        return message.body().length();
    }
}
