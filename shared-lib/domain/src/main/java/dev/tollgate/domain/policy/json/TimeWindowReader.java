package dev.tollgate.domain.policy.json;

import dev.tollgate.domain.policy.condition.BusinessHours;
import dev.tollgate.domain.policy.condition.Period;
import dev.tollgate.domain.policy.condition.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** Reads {@code time_window} conditions. */
final class TimeWindowReader {
    static final String END_OF_DAY = "24:00";
    private static final int LONGEST_INSTANT = 40;

    private TimeWindowReader() {}

    static TimeWindow read(Node node) {
        Fields fields = node.fields("type", "business_hours", "maintenance_windows", "negate");
        var hours = fields.optional("business_hours").map(TimeWindowReader::businessHours);
        List<Period> windows =
                fields
                        .optional("maintenance_windows")
                        .map(list -> list.elements("windows"))
                        .orElse(List.of())
                        .stream()
                        .map(TimeWindowReader::period)
                        .toList();
        if (hours.isEmpty() && windows.isEmpty()) {
            throw new MalformedPolicy(
                    node.pointer(),
                    "missing business_hours or maintenance_windows; one is required");
        }
        return new TimeWindow(hours, windows, ConditionReader.negate(fields));
    }

    private static BusinessHours businessHours(Node node) {
        Fields fields = node.fields("days", "start_time", "end_time", "timezone");
        var days =
                ConditionReader.set(
                        fields.required("days"),
                        "days",
                        day -> day.oneOf(List.of(DayOfWeek.values()), TimeWindowReader::word));
        Node end = fields.required("end_time");
        LocalTime starts = time(fields.required("start_time"), "a time such as 09:00");
        LocalTime ends =
                END_OF_DAY.equals(end.value())
                        ? LocalTime.MIDNIGHT
                        : time(end, "a time such as 17:00, or 24:00 for the end of the day");
        if (starts.equals(ends) && !END_OF_DAY.equals(end.value())) {
            throw end.refuse("a time other than start_time; 00:00 to 24:00 is the whole day");
        }
        ZoneId zone =
                fields.required("timezone")
                        .parsed(
                                PolicyJson.LONGEST_ZONE,
                                "a time zone of the IANA database, such as Europe/Berlin",
                                ZoneId::of);
        return new BusinessHours(days, starts, ends, zone);
    }

    static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static LocalTime time(Node node, String accepted) {
        if (node.value() instanceof String text && text.matches("[0-2][0-9]:[0-5][0-9]")) {
            return node.parsed(text.length(), accepted, LocalTime::parse);
        }
        throw node.refuse(accepted);
    }

    private static Period period(Node node) {
        Fields fields = node.fields("start", "end");
        Instant start = instant(fields.required("start"));
        Node end = fields.required("end");
        Instant ends = instant(end);
        if (!start.isBefore(ends)) {
            throw end.refuse("an instant after start");
        }
        return new Period(start, ends);
    }

    private static Instant instant(Node node) {
        return node.parsed(
                LONGEST_INSTANT,
                "an instant such as 2026-01-31T22:00:00Z",
                text -> OffsetDateTime.parse(text).toInstant());
    }
}
