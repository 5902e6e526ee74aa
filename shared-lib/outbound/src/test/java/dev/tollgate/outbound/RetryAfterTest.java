package dev.tollgate.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "120, 120",
        "' 7 ', 7",
        "999999999, 86400",
        "'Sun, 06 Nov 1994 08:49:37 GMT', 37",
        "'Sunday, 06-Nov-94 08:49:37 GMT', 37",
        "'Sun Nov  6 08:49:37 1994', 37",
        "'Sun Nov 06 08:49:37 1994', 37",
        "'Sun, 06 Nov 1994 08:48:00 GMT', 0",
        "'Mon, 06 Nov 1995 08:49:37 GMT', 86400"
    })
    void readsSecondsAndEveryFormOfDate(String header, long seconds) {
        assertThat(RetryAfter.of(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "1.5",
                "soon",
                "9999999999",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 25:49:37 GMT",
                "1994-11-06T08:49:37Z"
            })
    void readsNothingElse(String header) {
        assertThat(RetryAfter.of(header, NOW)).isEqualTo(Optional.empty());
    }
}
