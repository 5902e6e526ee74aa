package dev.tollgate.alarms;

import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.alarms.Alarm.State;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/**
 * What SNS handed over.
 *
 * @param id of the message, the same each time that SNS delivers it
 */
record Notification(String id, Alarm alarm) {
    /** {@code 2026-11-25T04:15:00.000+0000}, and the offsets that ISO 8601 has beside that. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .appendPattern("[XXX][XX]")
                    .toFormatter();

    /** CloudWatch's own texts are shorter: a reason has 1023 characters at most. */
    private static final int LONGEST = 2000;

    /** The part of CloudWatch's message that is told; the rest is left unread. */
    static Notification read(SNSRecord record) throws Unreadable {
        if (record.getSNS() == null
                || record.getSNS().getMessage() == null
                || record.getSNS().getMessageId() == null) {
            throw new Unreadable("no message");
        }
        return new Notification(
                record.getSNS().getMessageId(), alarm(json(record.getSNS().getMessage())));
    }

    private static JsonNode json(String message) throws Unreadable {
        try {
            return Json.parse(message.getBytes(StandardCharsets.UTF_8));
        } catch (BadRequest e) {
            throw new Unreadable("not JSON: " + e.detail());
        }
    }

    private static Alarm alarm(JsonNode message) throws Unreadable {
        return new Alarm(
                required(message, "AlarmName"),
                text(message, "AlarmDescription"),
                state(message, "NewStateValue"),
                state(message, "OldStateValue"),
                text(message, "NewStateReason"),
                time(message, "StateChangeTime"),
                text(message, "AlarmArn"),
                text(message, "Region"),
                metric(message.path("Trigger")));
    }

    private static Optional<Alarm.Metric> metric(JsonNode trigger) {
        return trigger.path("MetricName").isTextual()
                ? Optional.of(
                        new Alarm.Metric(text(trigger, "Namespace"), text(trigger, "MetricName")))
                : Optional.empty();
    }

    private static State state(JsonNode message, String field) throws Unreadable {
        var text = required(message, field);
        try {
            return State.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(field + " is no state: " + text);
        }
    }

    private static Instant time(JsonNode message, String field) throws Unreadable {
        var text = required(message, field);
        try {
            return OffsetDateTime.parse(text, TIME).toInstant();
        } catch (DateTimeException e) {
            throw new Unreadable(field + " is no time: " + text);
        }
    }

    private static String required(JsonNode message, String field) throws Unreadable {
        var text = text(message, field);
        if (text.isBlank()) {
            throw new Unreadable("no " + field);
        }
        return text;
    }

    private static String text(JsonNode message, String field) {
        var text = message.path(field).asText("");
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
