package dev.tollgate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AttemptsTest {
    /** The second is of the usual timeout, the last of the longest. */
    @ParameterizedTest
    @CsvSource({"1, 6", "30, 60", "10, 20", "600, 630"})
    void claimsAnAttemptForLongerThanItMayTake(int timeout, int claim) {
        assertThat(Attempts.claim(Duration.ofSeconds(timeout)))
                .isEqualTo(Duration.ofSeconds(claim));
    }
}
