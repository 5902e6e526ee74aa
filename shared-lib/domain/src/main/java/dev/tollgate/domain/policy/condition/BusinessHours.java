package dev.tollgate.domain.policy.condition;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.SequencedSet;

/**
 * Hours of the week on the wall clock of a zone, from {@code start} until just before {@code end}.
 * Hours that end before they start run past midnight and belong to the day they start on: Friday
 * 22:00 to 06:00 covers Saturday 05:59 without Saturday being listed. An end of midnight is the end
 * of the day, so 00:00 to midnight is the whole day.
 *
 * <p>The wall clock decides across daylight-saving changes: an hour that occurs twice is covered
 * twice, one that is skipped is not covered.
 */
public record BusinessHours(
        SequencedSet<DayOfWeek> days, LocalTime start, LocalTime end, ZoneId zone) {
    public BusinessHours {
        days = Names.atLeastOne(days, "days");
        if (start.equals(end) && !end.equals(LocalTime.MIDNIGHT)) {
            throw new IllegalArgumentException(
                    "hours that start and end at " + start + " are empty");
        }
    }

    boolean cover(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        LocalTime time = there.toLocalTime();
        DayOfWeek today = there.getDayOfWeek();
        boolean sinceToday = days.contains(today) && !time.isBefore(start);
        if (end.equals(LocalTime.MIDNIGHT)) {
            return sinceToday;
        }
        if (start.isBefore(end)) {
            return sinceToday && time.isBefore(end);
        }
        return sinceToday || (days.contains(today.minus(1)) && time.isBefore(end));
    }
}
