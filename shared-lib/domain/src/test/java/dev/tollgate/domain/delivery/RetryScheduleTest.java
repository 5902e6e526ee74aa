package dev.tollgate.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.delivery.RetrySchedule.Next;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private final Ids ids = new Ids(InstantSource.fixed(NOW), random);

    @Test
    void waitsAboutAsLongAsTheScheduleSays() {
        var order = order();
        var now = NOW;
        var waits = new ArrayList<Duration>();
        while (RetrySchedule.FULL.after(order, NOT_ASKED, now, random)
                instanceof Next.Again(var next)) {
            waits.add(Duration.between(now, next.due()));
            now = next.due();
            order = next;
        }

        assertThat(order.attempt()).isEqualTo(8);
        assertThat(order.counted()).isEqualTo(7);
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
                        .mapToObj(_ -> again(order(), NOT_ASKED).due())
                        .distinct()
                        .toList();

        assertThat(waits).hasSizeGreaterThan(500);
    }

    @Test
    void makesTheFirstAttemptAndSoManyMore() {
        var once = RetrySchedule.FULL.withRetries(1);

        assertThat(once.delays()).containsExactly(Duration.ZERO, Duration.ofSeconds(5));
        assertThat(once.after(order().at(2, 1, NOW), NOT_ASKED, NOW, random))
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

        var next = again(order().at(4, 3, NOW), Optional.of(asked));

        assertThat(next.attempt()).isEqualTo(5);
        assertThat(next.counted()).isEqualTo(3);
        assertThat(Duration.between(NOW, next.due()))
                .isBetween(asked, asked.multipliedBy(11).dividedBy(10));
    }

    @Test
    void waitsNoLongerThanADay() {
        assertThat(again(order(), Optional.of(Duration.ofDays(30))).due())
                .isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void countsAnAttemptAfterWhichTheAgentAsksForNoTime() {
        assertThat(again(order(), Optional.of(Duration.ZERO)).counted()).isEqualTo(1);
    }

    @Test
    void countsAttemptsOnceTheAgentHasAskedTooOften() {
        var often = order().at(RetrySchedule.MOST_DEFERRALS + 1, 0, NOW);

        assertThat(again(often, Optional.of(Duration.ofSeconds(1))).counted()).isEqualTo(1);
    }

    @Test
    void givesUpACallThatIsTwoDaysOld() {
        var late = NOW.plus(Duration.ofHours(30));

        assertThat(
                        RetrySchedule.FULL.after(
                                order(), Optional.of(Duration.ofHours(20)), late, random))
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

    private DeliveryOrder again(DeliveryOrder failed, Optional<Duration> asked) {
        return ((Next.Again) RetrySchedule.FULL.after(failed, asked, NOW, random)).order();
    }

    private DeliveryOrder order() {
        return DeliveryOrder.first(
                ids.organisation(),
                ids.agent(),
                ids.invocation(),
                "{}",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                NOW);
    }
}
