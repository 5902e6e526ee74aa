package dev.tollgate.local.gateway.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.servers.LocalAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Messages as a function gets them from its event source mapping, and what its answer says of each;
 * see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Lambda with SQS</a>.
 */
record Batch(String queue, List<Message> messages) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Batch {
        messages = List.copyOf(messages);
    }

    Bytes event() {
        var event = JSON.createObjectNode();
        var records = event.putArray("Records");
        messages.forEach(message -> records.add(record(message)));
        try {
            return Bytes.of(JSON.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode record(Message message) {
        var record =
                JSON.createObjectNode()
                        .put("messageId", message.messageId())
                        .put("receiptHandle", message.receiptHandle())
                        .put("body", message.body());
        record.set("attributes", JSON.valueToTree(message.attributesAsStrings()));
        var attributes = record.putObject("messageAttributes");
        message.messageAttributes()
                .forEach((name, value) -> attributes.set(name, attribute(value)));
        return record.put("md5OfBody", message.md5OfBody())
                .put("eventSource", "aws:sqs")
                .put(
                        "eventSourceARN",
                        "arn:aws:sqs:%s:%s:%s"
                                .formatted(LocalAccount.REGION, LocalAccount.ID, queue))
                .put("awsRegion", LocalAccount.REGION);
    }

    private static ObjectNode attribute(MessageAttributeValue value) {
        var attribute = JSON.createObjectNode().put("dataType", value.dataType());
        Optional.ofNullable(value.stringValue())
                .ifPresent(text -> attribute.put("stringValue", text));
        Optional.ofNullable(value.binaryValue())
                .ifPresent(bytes ->
                        attribute.put(
                                "binaryValue",
                                Base64.getEncoder().encodeToString(bytes.asByteArray())));
        attribute.putArray("stringListValues");
        attribute.putArray("binaryListValues");
        return attribute;
    }

    /**
     * The messages that are done with. An answer that names a message which is not of this batch,
     * or that makes no sense, means that all have failed (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting">partial
     * batch responses</a>).
     */
    List<Message> done(Bytes answer) {
        try {
            var failed = new HashSet<String>();
            for (var failure : JSON.readTree(answer.array()).path("batchItemFailures")) {
                failed.add(failure.path("itemIdentifier").asText());
            }
            var ids = messages.stream().map(Message::messageId).collect(Collectors.toSet());
            return ids.containsAll(failed)
                    ? messages.stream().filter(it -> !failed.contains(it.messageId())).toList()
                    : List.of();
        } catch (IOException notJson) {
            return List.of();
        }
    }
}
