package dev.tollgate.outbound;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code Retry-After} header: seconds, or a date in any of the three forms a recipient must
 * read (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110 §10.2.3</a>, <a
 * href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">§5.6.7</a>).
 */
final class RetryAfter {
    /** A destination that asks for more is not waited for any longer. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    static Optional<Duration> of(String header, Instant now) {
        var text = header.strip();
        if (text.matches("[0-9]{1," + MOST_DIGITS + "}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        return forms(now).stream()
                .flatMap(form -> read(form, text).stream())
                .findFirst()
                .map(until -> bounded(Duration.between(now, until)));
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Optional<Instant> read(DateTimeFormatter form, String text) {
        try {
            return Optional.of(form.parse(text, Instant::from));
        } catch (DateTimeException notThisForm) {
            return Optional.empty();
        }
    }

    /** A two-digit year is the one within 50 years of now. */
    private static List<DateTimeFormatter> forms(Instant now) {
        var year = now.atOffset(ZoneOffset.UTC).getYear();
        var rfc850 =
                new DateTimeFormatterBuilder()
                        .appendPattern("EEEE, dd-MMM-")
                        .appendValueReduced(ChronoField.YEAR, 2, 2, year - 49)
                        .appendPattern(" HH:mm:ss 'GMT'")
                        .toFormatter(Locale.ENGLISH);
        var asctime = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);
        return List.of(
                DateTimeFormatter.RFC_1123_DATE_TIME,
                rfc850.withZone(ZoneOffset.UTC),
                asctime.withZone(ZoneOffset.UTC));
    }
}
