package dev.tollgate.domain.delivery;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the gate tells the delivery function: make this attempt.
 *
 * @param body the rendered message, JSON text of at most {@link #LARGEST_BODY} bytes in UTF-8
 * @param traceparent as in <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public record DeliveryOrder(
        OrganisationId organisation,
        DeliveryId id,
        Purpose purpose,
        String body,
        String traceparent,
        Turn turn) {
    /**
     * 200 KiB. With the rest of the order that stays below the 256 KiB that every queue takes; <a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html">newer
     * ones</a> take 1 MiB.
     */
    public static final int LARGEST_BODY = 200 * 1024;

    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    public DeliveryOrder {
        body = queueable(body);
        if (bytes(body) > LARGEST_BODY) {
            throw new IllegalArgumentException(
                    "the body has more than " + LARGEST_BODY + " bytes; nothing larger is queued");
        }
        if (!TRACEPARENT.matcher(traceparent).matches()) {
            throw new IllegalArgumentException("not a traceparent: " + traceparent);
        }
    }

    /** The first attempt at a call, at once. */
    public static DeliveryOrder call(
            OrganisationId organisation,
            AgentId agent,
            InvocationId invocation,
            String body,
            String traceparent,
            Instant now) {
        return new DeliveryOrder(
                organisation,
                DeliveryId.of(invocation),
                new Purpose.Call(agent, invocation, invocation.value(), Optional.empty()),
                body,
                traceparent,
                Turn.first(now));
    }

    /**
     * The first attempt at a reply to a call, which has one however often it is ordered.
     *
     * @param at when the call was over, or refused: the same each time
     */
    public static DeliveryOrder reply(
            OrganisationId organisation,
            InvocationId invocation,
            ReplyAddress to,
            String body,
            String traceparent,
            Instant at) {
        return new DeliveryOrder(
                organisation,
                Ids.repeatable(at, invocation + " reply").delivery(),
                new Purpose.Reply(invocation, to),
                body,
                traceparent,
                Turn.first(at));
    }

    /** Whether a body, which is JSON text, is small enough to be queued. */
    public static boolean fits(String body) {
        return bytes(queueable(body)) <= LARGEST_BODY;
    }

    public int attempt() {
        return turn.attempt();
    }

    public Instant due() {
        return turn.due();
    }

    /** The same delivery, at another attempt. */
    public DeliveryOrder at(Turn other) {
        return new DeliveryOrder(organisation, id, purpose, body, traceparent, other);
    }

    /** Without the body, which is the customer's. */
    @Override
    public String toString() {
        return "DeliveryOrder[%s, %s, attempt %d due %s]"
                .formatted(organisation, id, attempt(), due());
    }

    /**
     * SQS refuses two code points, and UTF-8 has no place for half a pair. In JSON they can only
     * stand inside a text, where an escape means the same.
     */
    private static String queueable(String json) {
        if (json.codePoints().allMatch(DeliveryOrder::isQueueable)) {
            return json;
        }
        var escaped = new StringBuilder(json.length() + 16);
        json.codePoints()
                .forEach(c -> {
                    if (isQueueable(c)) {
                        escaped.appendCodePoint(c);
                    } else {
                        escaped.append("\\u%04x".formatted(c));
                    }
                });
        return escaped.toString();
    }

    /**
     * See <a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">the
     * characters that a message may have</a>.
     */
    private static boolean isQueueable(int c) {
        return c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
