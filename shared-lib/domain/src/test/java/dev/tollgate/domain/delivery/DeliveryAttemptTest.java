package dev.tollgate.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class DeliveryAttemptTest {
    @Test
    void keepsTheBeginningOfAnAnswerInOneLine() {
        assertThat(excerpt(" <h1>\r\n\tBusy\u0000\u202E</h1>\u2028try later "))
                .isEqualTo("<h1> Busy </h1> try later");
        assertThat(excerpt("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(excerpt("x".repeat(201))).isEqualTo("x".repeat(199) + "…");
        assertThat(excerpt("x".repeat(198) + "😀😀")).isEqualTo("x".repeat(198) + "…");
    }

    private static String excerpt(String text) {
        return new DeliveryAttempt(
                        1,
                        Instant.EPOCH,
                        "upstream_failed",
                        OptionalInt.of(503),
                        Duration.ZERO,
                        true,
                        false,
                        text)
                .excerpt();
    }
}
