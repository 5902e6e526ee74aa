package dev.tollgate.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.delivery.Subject;
import dev.tollgate.domain.delivery.Turn;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An order as the text of a message: a line of JSON with everything but the body, then the body as
 * it is. A body inside the JSON would have to be escaped, which may double its size, and would not
 * come back byte for byte.
 */
public final class OrderMessage {
    private static final int FORMAT = 2;

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
        head.put("delivery", order.id().value());
        write(order.purpose(), head);
        head.put("traceparent", order.traceparent());
        write(order.turn(), head);
        return head + "\n" + order.body();
    }

    private static void write(Purpose purpose, ObjectNode head) {
        var subject = purpose.subject();
        head.put("kind", subject.kind().text());
        subject.agent().ifPresent(agent -> head.put("agent", agent.value()));
        subject.invocation().ifPresent(call -> head.put("invocation", call.value()));
        subject.subscription().ifPresent(to -> head.put("subscription", to.value()));
        subject.eventType().ifPresent(type -> head.put("event_type", type));
        switch (purpose) {
            case Purpose.Call call -> {
                head.put("idempotency_key", call.idempotencyKey());
                call.replyTo().ifPresent(address -> write(address, head));
            }
            case Purpose.Reply reply -> write(reply.to(), head);
            case Purpose.Event _ -> {}
        }
    }

    private static void write(ReplyAddress address, ObjectNode head) {
        var reply = head.putObject("reply_to");
        reply.put("through", address.through().value());
        var fields = reply.putObject("fields");
        new TreeMap<>(address.fields()).forEach(fields::put);
    }

    private static void write(Turn turn, ObjectNode head) {
        head.put("attempt", turn.attempt());
        head.put("due", turn.due().toString());
        head.put("counted", turn.counted());
        head.put("deferred", turn.deferred());
        head.put("since", turn.since().toString());
        head.put("slotted", turn.slotted());
        head.put("taken", turn.progress().taken());
        head.put("carry", turn.progress().carry());
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
                    new DeliveryId(text(head, "delivery")),
                    purpose(head),
                    message.substring(end + 1),
                    text(head, "traceparent"),
                    turn(head));
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

    private static Purpose purpose(JsonNode head) {
        var kind = Subject.Kind.of(text(head, "kind"));
        return switch (kind.orElseThrow(IllegalArgumentException::new)) {
            case CALL ->
                    new Purpose.Call(
                            new AgentId(text(head, "agent")),
                            new InvocationId(text(head, "invocation")),
                            text(head, "idempotency_key"),
                            address(head));
            case REPLY ->
                    new Purpose.Reply(
                            new InvocationId(text(head, "invocation")),
                            address(head).orElseThrow(IllegalArgumentException::new));
            case EVENT ->
                    new Purpose.Event(
                            new SubscriptionId(text(head, "subscription")),
                            text(head, "event_type"),
                            Optional.ofNullable(head.get("agent"))
                                    .map(agent -> new AgentId(agent.asText())));
        };
    }

    private static Optional<ReplyAddress> address(JsonNode head) {
        return Optional.ofNullable(head.get("reply_to"))
                .map(reply -> {
                    var fields = new TreeMap<String, String>();
                    reply.path("fields")
                            .properties()
                            .forEach(each -> fields.put(each.getKey(), each.getValue().asText()));
                    return new ReplyAddress(new AgentId(text(reply, "through")), fields);
                });
    }

    private static Turn turn(JsonNode head) {
        return new Turn(
                number(head, "attempt"),
                Instant.parse(text(head, "due")),
                number(head, "counted"),
                number(head, "deferred"),
                Instant.parse(text(head, "since")),
                head.path("slotted").asBoolean(),
                new Progress(number(head, "taken"), text(head, "carry")));
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
