package dev.tollgate.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.delivery.RetrySchedule.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Optional<Duration> NOT_ASKED = Optional.empty();

    private final RandomGenerator random = new SplittableRandom(1);

    @Test
    void waitsAboutAsLongAsTheScheduleSays() {
        var turn = Turn.first(NOW);
        var now = NOW;
        var waits = new ArrayList<Duration>();
        while (RetrySchedule.FULL.after(turn, Progress.NONE, NOT_ASKED, now, random)
                instanceof Next.Again(var next)) {
            waits.add(Duration.between(now, next.due()));
            now = next.due();
            turn = next;
        }

        assertThat(turn.attempt()).isEqualTo(8);
        assertThat(turn.counted()).isEqualTo(7);
        assertThat(waits).hasSize(7);
        for (int i = 0; i < waits.size(); i++) {
            long delay = RetrySchedule.FULL.delays().get(i + 1).toMillis();
            assertThat(waits.get(i).toMillis()).isBetween(delay * 9 / 10, delay * 11 / 10);
        }
    }

    @Test
    void spreadsCallsThatFailedTogether() {
        var waits =
                random.ints(1000)
                        .mapToObj(_ -> again(Turn.first(NOW), NOT_ASKED).due())
                        .distinct()
                        .toList();

        assertThat(waits).hasSizeGreaterThan(500);
    }

    @Test
    void makesTheFirstAttemptAndSoManyMore() {
        var once = RetrySchedule.FULL.withRetries(1);

        assertThat(once.delays()).containsExactly(Duration.ZERO, Duration.ofSeconds(5));
        assertThat(once.after(turn(2, 1, 0), Progress.NONE, NOT_ASKED, NOW, random))
                .isEqualTo(new Next.UsedUp(2));
    }

    @Test
    void makesNoMoreAttemptsThanThereAreDelays() {
        assertThat(RetrySchedule.FULL.withRetries(Integer.MAX_VALUE)).isEqualTo(RetrySchedule.FULL);
        assertThat(RetrySchedule.FULL.withRetries(0).delays()).containsExactly(Duration.ZERO);
    }

    @Test
    void waitsAtLeastAsLongAsTheAgentAsksAndDoesNotCountTheAttempt() {
        var asked = Duration.ofMinutes(3);

        var next = again(turn(4, 3, 0), Optional.of(asked));

        assertThat(next.attempt()).isEqualTo(5);
        assertThat(next.counted()).isEqualTo(3);
        assertThat(Duration.between(NOW, next.due()))
                .isBetween(asked, asked.multipliedBy(11).dividedBy(10));
    }

    @Test
    void waitsNoLongerThanADay() {
        assertThat(again(Turn.first(NOW), Optional.of(Duration.ofDays(30))).due())
                .isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void countsAnAttemptAfterWhichTheAgentAsksForNoTime() {
        assertThat(again(Turn.first(NOW), Optional.of(Duration.ZERO)).counted()).isEqualTo(1);
    }

    @Test
    void countsAttemptsOnceTheAgentHasAskedTooOften() {
        var often = turn(RetrySchedule.MOST_DEFERRALS + 1, 0, RetrySchedule.MOST_DEFERRALS);

        assertThat(again(often, Optional.of(Duration.ofSeconds(1))).counted()).isEqualTo(1);
    }

    @Test
    void givesUpACallThatIsTwoDaysOld() {
        var late = NOW.plus(Duration.ofHours(30));

        assertThat(
                        RetrySchedule.FULL.after(
                                Turn.first(NOW),
                                Progress.NONE,
                                Optional.of(Duration.ofHours(20)),
                                late,
                                random))
                .isEqualTo(new Next.UsedUp(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "0s,", "-5s", "5d", "0s,,5s", "25h", "20h,20h,1h", "1.5s"})
    void refusesWhatIsNoSchedule(String text) {
        assertThatThrownBy(() -> RetrySchedule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accepted: ");
    }

    @Test
    void readsASchedule() {
        assertThat(RetrySchedule.parse("0s, 5S,2m,1h"))
                .isEqualTo(
                        new RetrySchedule(
                                List.of(
                                        Duration.ZERO,
                                        Duration.ofSeconds(5),
                                        Duration.ofMinutes(2),
                                        Duration.ofHours(1))));
    }

    @Test
    void beginsAnewAfterASeriesThatWasGivenUp() {
        var anew = turn(9, 7, 1).anew(NOW.plus(Duration.ofDays(5)));

        assertThat(anew.attempt()).isEqualTo(10);
        assertThat(RetrySchedule.FULL.after(anew, Progress.NONE, NOT_ASKED, anew.due(), random))
                .isInstanceOfSatisfying(
                        Next.Again.class,
                        next -> {
                            assertThat(next.turn().counted()).isEqualTo(1);
                            assertThat(next.turn().since()).isEqualTo(anew.since());
                        });
    }

    @Test
    void goesOnFromWhatWasTaken() {
        var reached = new Progress(2, "page-1");

        var next = RetrySchedule.FULL.after(turn(1, 0, 0), reached, NOT_ASKED, NOW, random);

        assertThat(((Next.Again) next).turn().progress()).isEqualTo(reached);
    }

    private Turn again(Turn failed, Optional<Duration> asked) {
        return ((Next.Again) RetrySchedule.FULL.after(failed, Progress.NONE, asked, NOW, random))
                .turn();
    }

    private static Turn turn(int attempt, int counted, int deferred) {
        return new Turn(attempt, NOW, counted, deferred, NOW, false, Progress.NONE);
    }
}
