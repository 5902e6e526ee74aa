package dev.tollgate.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.delivery.DeliveryOrder;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * An order as the text of a message: a line of JSON with everything but the request body, then the
 * body as it is. A body inside the JSON would have to be escaped, which may double its size, and
 * would not come back byte for byte.
 */
public final class OrderMessage {
    private static final int FORMAT = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private OrderMessage() {}

    public static String write(DeliveryOrder order) {
        var head = JSON.createObjectNode();
        head.put("format", FORMAT);
        head.put("organisation", order.organisation().value());
        head.put("agent", order.agent().value());
        head.put("invocation", order.invocation().value());
        head.put("traceparent", order.traceparent());
        head.put("attempt", order.attempt());
        head.put("counted", order.counted());
        head.put("due", order.due().toString());
        return head + "\n" + order.body();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws MalformedOrder if the text is anything else
     */
    public static DeliveryOrder read(String message) {
        int end = message.indexOf('\n');
        if (end < 0) {
            throw new MalformedOrder("The message has one line; an order has a head and a body.");
        }
        var head = head(message.substring(0, end));
        try {
            return new DeliveryOrder(
                    new OrganisationId(text(head, "organisation")),
                    new AgentId(text(head, "agent")),
                    new InvocationId(text(head, "invocation")),
                    message.substring(end + 1),
                    text(head, "traceparent"),
                    number(head, "attempt"),
                    Instant.parse(text(head, "due")),
                    number(head, "counted"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedOrder("The head of the order does not hold together.", e);
        }
    }

    private static JsonNode head(String line) {
        try {
            var head = JSON.readTree(line);
            if (number(head, "format") != FORMAT) {
                throw new MalformedOrder("The order has an unknown format.");
            }
            return head;
        } catch (JsonProcessingException e) {
            throw new MalformedOrder("The head of the order is not JSON.", e);
        }
    }

    private static String text(JsonNode head, String field) {
        var value = head.path(field);
        if (!value.isTextual()) {
            throw new MalformedOrder("The order has no text " + field + ".");
        }
        return value.textValue();
    }

    private static int number(JsonNode head, String field) {
        var value = head.path(field);
        if (!value.isInt()) {
            throw new MalformedOrder("The order has no whole number " + field + ".");
        }
        return value.intValue();
    }
}
