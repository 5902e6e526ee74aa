package dev.tollgate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class GuessesTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-02T09:00:00Z"));
    private final Guesses guesses = new Guesses(now::get);

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToAMinute() {
        var pauses = new ArrayList<Duration>();
        for (int i = 0; i < 13; i++) {
            guesses.failed("192.0.2.7");
            guesses.pause("192.0.2.7")
                    .ifPresent(pause -> {
                        pauses.add(pause);
                        now.updateAndGet(at -> at.plus(pause));
                    });
        }

        assertThat(pauses)
                .isEqualTo(
                        List.of(1, 2, 4, 8, 16, 32, 60, 60, 60).stream()
                                .map(Duration::ofSeconds)
                                .toList());
        assertThat(guesses.pause("192.0.2.7")).isEmpty();
    }

    @Test
    void doesNotHoldUpOtherAddresses() {
        for (int i = 0; i < 20; i++) {
            guesses.failed("192.0.2.7");
        }

        assertThat(guesses.pause("192.0.2.7")).isPresent();
        assertThat(guesses.pause("192.0.2.8")).isEmpty();
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        for (int i = 0; i < 20; i++) {
            guesses.failed("192.0.2.7");
        }
        guesses.succeeded("192.0.2.7");
        guesses.failed("192.0.2.7");

        assertThat(guesses.pause("192.0.2.7")).isEmpty();
    }
}
