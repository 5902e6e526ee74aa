package dev.tollgate.testing;

import static dev.tollgate.testing.SampleUsers.THEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.identity.Attempts;
import dev.tollgate.domain.identity.Attempts.Start;
import dev.tollgate.domain.identity.Backoff;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Attempts} does. Each test uses keys of its own. */
public interface AttemptsContract {
    Backoff BACKOFF = new Backoff(3, Duration.ofSeconds(5), Duration.ofMinutes(10));

    Attempts attempts();

    @Test
    default void letsAFewFailAndThenWaitsLongerAndLonger() {
        var key = key();
        var clock = new SetClock(THEN);

        var pauses =
                IntStream.range(0, 7)
                        .mapToObj(_ -> {
                            var pause = pause(key, clock);
                            clock.pass(pause);
                            if (pause.isPositive()) {
                                attempts().begin(key, BACKOFF, clock.instant());
                            }
                            return pause.toSeconds();
                        })
                        .toList();

        assertThat(pauses).containsExactly(0L, 0L, 0L, 1L, 2L, 4L, 5L);
    }

    @Test
    default void countsAnAttemptThatHadToWaitForNothing() {
        var key = key();
        IntStream.range(0, 3).forEach(_ -> attempts().begin(key, BACKOFF, THEN));

        attempts().begin(key, BACKOFF, THEN);
        attempts().begin(key, BACKOFF, THEN);

        assertThat(attempts().begin(key, BACKOFF, THEN))
                .isEqualTo(new Start.MustWait(Duration.ofSeconds(1)));
        assertThat(attempts().begin(key, BACKOFF, THEN.plusSeconds(1)))
                .isEqualTo(new Start.Allowed());
        assertThat(attempts().begin(key(), BACKOFF, THEN)).isEqualTo(new Start.Allowed());
    }

    @Test
    default void takesBackTheLastOne() {
        var key = key();
        IntStream.range(0, 3).forEach(_ -> attempts().begin(key, BACKOFF, THEN));

        attempts().takeBack(key);
        attempts().takeBack(key());

        assertThat(attempts().begin(key, BACKOFF, THEN)).isEqualTo(new Start.Allowed());
        assertThat(attempts().begin(key, BACKOFF, THEN))
                .isEqualTo(new Start.MustWait(Duration.ofSeconds(1)));
    }

    @Test
    default void forgetsWhatItIsToldToAndWhatIsLongAgo() {
        var asked = key();
        var old = key();
        Stream.of(asked, old)
                .forEach(key ->
                        IntStream.range(0, 3).forEach(_ -> attempts().begin(key, BACKOFF, THEN)));

        attempts().forget(asked);
        var later = THEN.plus(BACKOFF.forgotten()).plusSeconds(1);
        attempts().begin(old, BACKOFF, later);

        assertThat(attempts().begin(asked, BACKOFF, THEN)).isEqualTo(new Start.Allowed());
        assertThat(attempts().begin(old, BACKOFF, later)).isEqualTo(new Start.Allowed());
    }

    @Test
    default void letsNoMoreThroughAtOnceThanAreFree() throws Exception {
        var key = key();

        var got = Race.of(64, _ -> () -> attempts().begin(key, BACKOFF, THEN));

        assertThat(got).filteredOn(Start.Allowed.class::isInstance).hasSize(3);
    }

    @Test
    default void vouchesForAKeyUntilItsTimeIsOver() {
        var key = key();

        attempts().vouch(key, THEN.plusSeconds(60));

        assertThat(attempts().isVouched(key, THEN.plusSeconds(59))).isTrue();
        assertThat(attempts().isVouched(key, THEN.plusSeconds(60))).isFalse();
        assertThat(attempts().isVouched(key(), THEN)).isFalse();
    }

    private Duration pause(String key, SetClock clock) {
        return switch (attempts().begin(key, BACKOFF, clock.instant())) {
            case Start.Allowed() -> Duration.ZERO;
            case Start.MustWait(var pause) -> pause;
        };
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
