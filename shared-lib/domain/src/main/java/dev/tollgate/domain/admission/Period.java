package dev.tollgate.domain.admission;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Locale;

/** A calendar day or month in the organisation's time zone. */
public enum Period {
    DAILY,
    MONTHLY;

    /** Which one: {@code 2026-11-22} or {@code 2026-11}. */
    public String label(Instant at, ZoneId zone) {
        var day = LocalDate.ofInstant(at, zone);
        return this == DAILY ? day.toString() : YearMonth.from(day).toString();
    }

    public Instant start(String label, ZoneId zone) {
        return first(label).atStartOfDay(zone).toInstant();
    }

    /** The first instant after it. */
    public Instant end(String label, ZoneId zone) {
        var first = first(label);
        var next = this == DAILY ? first.plusDays(1) : first.plusMonths(1);
        return next.atStartOfDay(zone).toInstant();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    private LocalDate first(String label) {
        return this == DAILY ? LocalDate.parse(label) : YearMonth.parse(label).atDay(1);
    }
}
