package dev.tollgate.domain.policy.condition;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessHoursTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-02T13:59:59Z, false", // Monday 08:59:59 in New York, winter time
        "2026-03-02T14:00:00Z, true",
        "2026-03-02T21:59:59.999Z, true",
        "2026-03-02T22:00:00Z, false",
        "2026-03-09T13:00:00Z, true", // Monday 09:00, a week later, summer time
        "2026-03-09T20:59:59Z, true",
        "2026-03-09T21:00:00Z, false",
        "2026-03-08T15:00:00Z, false", // Sunday
    })
    void followTheWallClockOfTheirZone(Instant at, boolean covered) {
        BusinessHours hours = hours(Set.of(MONDAY), "09:00", "17:00", "America/New_York");

        assertThat(hours.cover(at)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-06T21:59:59Z, false", // Friday
        "2026-03-06T22:00:00Z, true",
        "2026-03-07T05:59:59Z, true", // Saturday, still Friday's night
        "2026-03-07T06:00:00Z, false",
        "2026-03-07T22:00:00Z, false",
        "2026-03-06T05:00:00Z, false", // Friday morning belongs to Thursday's night
    })
    void pastMidnightBelongToTheDayTheyStartOn(Instant at, boolean covered) {
        assertThat(hours(Set.of(FRIDAY), "22:00", "06:00", "UTC").cover(at)).isEqualTo(covered);
    }

    @Test
    void ofSundayNightReachIntoMonday() {
        BusinessHours hours = hours(Set.of(SUNDAY), "23:00", "01:00", "Asia/Tokyo");

        assertThat(hours.cover(Instant.parse("2026-03-01T15:30:00Z"))).isTrue();
    }

    @Test
    void thatOccurTwiceInAutumnAreCoveredTwice() {
        BusinessHours hours = hours(Set.of(SUNDAY), "01:00", "02:00", "America/New_York");

        assertThat(minutesCovered(hours, "2026-11-01T00:00:00Z")).isEqualTo(120);
    }

    @Test
    void thatSpringSkipsAreNotCovered() {
        BusinessHours hours = hours(Set.of(SUNDAY), "02:00", "03:00", "America/New_York");
        BusinessHours around = hours(Set.of(SUNDAY), "01:30", "03:30", "America/New_York");

        assertThat(minutesCovered(hours, "2026-03-08T00:00:00Z")).isZero();
        assertThat(minutesCovered(around, "2026-03-08T00:00:00Z")).isEqualTo(60);
    }

    @Test
    void acrossASkippedMidnightStayWhole() {
        // In Beirut the clock went from 00:00 to 01:00 on Sunday 31 March 2024.
        BusinessHours hours =
                hours(EnumSet.of(DayOfWeek.SATURDAY), "23:00", "02:00", "Asia/Beirut");

        assertThat(minutesCovered(hours, "2024-03-30T12:00:00Z")).isEqualTo(120);
    }

    @Test
    void fromMidnightToMidnightAreTheWholeDay() {
        BusinessHours hours = hours(Set.of(SUNDAY), "00:00", "00:00", "UTC");

        assertThat(hours.cover(Instant.parse("2026-03-01T00:00:00Z"))).isTrue();
        assertThat(hours.cover(Instant.parse("2026-03-01T23:59:59.999999999Z"))).isTrue();
        assertThat(hours.cover(Instant.parse("2026-03-02T00:00:00Z"))).isFalse();
    }

    @Test
    void thatAreEmptyAreRefused() {
        assertThatThrownBy(() -> hours(Set.of(MONDAY), "09:00", "09:00", "UTC"))
                .hasMessage("hours that start and end at 09:00 are empty");
        assertThatThrownBy(() -> hours(Set.of(), "09:00", "10:00", "UTC"))
                .hasMessage("no days: at least one is needed");
    }

    private static long minutesCovered(BusinessHours hours, String from) {
        Instant start = Instant.parse(from);
        return LongStream.range(0, 24 * 60)
                .filter(minute -> hours.cover(start.plus(Duration.ofMinutes(minute))))
                .count();
    }

    private static BusinessHours hours(Set<DayOfWeek> days, String start, String end, String zone) {
        return new BusinessHours(
                new LinkedHashSet<>(List.copyOf(days)),
                LocalTime.parse(start),
                LocalTime.parse(end),
                ZoneId.of(zone));
    }
}
