package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.Pacing;
import dev.tollgate.domain.delivery.Pacing.Slot;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Pacing} does. Each test uses an organisation of its own. */
public abstract class PacingContract {
    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());
    private static final Pace FIVE_IN_TWO_SECONDS = new Pace(5, Duration.ofSeconds(2));
    private static final Pace ONE_A_SECOND = new Pace(1, Duration.ofSeconds(1));

    /** The time of the counters and of whoever asks them. */
    protected final SetClock clock = new SetClock(Instant.parse("2026-11-22T10:00:00.123Z"));

    private final Instant start = clock.instant();
    private final OrganisationId organisation = IDS.organisation();
    private final String agent = IDS.agent().value();

    protected abstract Pacing pacing();

    @Test
    void sendsAtOnceWhatThePaceAllowsAndTheRestInTurn() {
        assertThat(reserve(FIVE_IN_TWO_SECONDS, 12))
                .containsExactly(
                        now(), now(), now(), now(), now(), at(2000), at(2000), at(2000), at(2000),
                        at(2000), at(4000), at(4000));
    }

    @Test
    void letsTheNextGoAsSoonAsTheIntervalHasRoom() {
        reserve(FIVE_IN_TWO_SECONDS, 3);
        clock.pass(Duration.ofMillis(1500));
        reserve(FIVE_IN_TWO_SECONDS, 2);

        assertThat(reserve(FIVE_IN_TWO_SECONDS, 4))
                .containsExactly(at(2000), at(2000), at(2000), at(3500));
    }

    @Test
    void forgetsWhatIsPast() {
        reserve(ONE_A_SECOND, 3);
        clock.pass(Duration.ofMillis(2999));

        assertThat(reserve(ONE_A_SECOND, 1)).containsExactly(at(3000));
        clock.pass(Duration.ofMillis(1001));
        assertThat(reserve(ONE_A_SECOND, 1)).containsExactly(now());
        clock.pass(Duration.ofDays(1));
        assertThat(reserve(ONE_A_SECOND, 2)).containsExactly(now(), at(86_405_000));
    }

    @Test
    void findsRoomForAllRequestsOfAMessage() {
        assertThat(reserve(FIVE_IN_TWO_SECONDS, List.of(3, 3, 1, 2)))
                .containsExactly(now(), at(2000), at(2000), at(4000));
    }

    @Test
    void countsAMessageOfMoreThanAnIntervalHoldsByTheInterval() {
        assertThat(reserve(FIVE_IN_TWO_SECONDS, List.of(1, 12, 3, 1)))
                .containsExactly(now(), at(2000), at(6000), at(8000));
    }

    @Test
    void keepsDestinationsAndOrganisationsApart() {
        reserve(ONE_A_SECOND, 5);
        var other = IDS.agent().value();

        assertThat(pacing().reserve(organisation, other, ONE_A_SECOND, 1, clock.instant()))
                .isEqualTo(now());
        assertThat(pacing().reserve(IDS.organisation(), agent, ONE_A_SECOND, 1, clock.instant()))
                .isEqualTo(now());
    }

    @Test
    void givesNoSlotAwayMoreThanAnHourAhead() {
        var hourly = new Pace(2, Duration.ofHours(1));

        assertThat(reserve(hourly, 6))
                .containsExactly(
                        now(),
                        now(),
                        at(3_600_000),
                        at(3_600_000),
                        new Slot.Later(Duration.ofHours(2)),
                        new Slot.Later(Duration.ofHours(2)));
        clock.pass(Duration.ofHours(1));
        assertThat(reserve(hourly, 1)).containsExactly(at(7_200_000));
    }

    @Test
    void doesNotForgetWhenTheClockGoesBack() {
        reserve(ONE_A_SECOND, 1);
        clock.pass(Duration.ofSeconds(-5));

        assertThat(reserve(ONE_A_SECOND, 1)).containsExactly(at(1000));
    }

    @Test
    void takesAnotherPaceFromTheNextMessageOn() {
        reserve(FIVE_IN_TWO_SECONDS, 5);

        assertThat(reserve(ONE_A_SECOND, 2)).containsExactly(at(1000), at(2000));
    }

    @Test
    void refusesWhatCannotBePaced() {
        assertThatThrownBy(
                        () -> pacing().reserve(organisation, " ", ONE_A_SECOND, 1, clock.instant()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reserve(ONE_A_SECOND, List.of(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reserve(ONE_A_SECOND, List.of(Pacing.MOST_TOGETHER + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<Slot> reserve(Pace pace, int messages) {
        return reserve(pace, IntStream.range(0, messages).mapToObj(_ -> 1).toList());
    }

    private List<Slot> reserve(Pace pace, List<Integer> sends) {
        return sends.stream()
                .map(each -> pacing().reserve(organisation, agent, pace, each, clock.instant()))
                .toList();
    }

    private static Slot now() {
        return new Slot.Now();
    }

    /** So long after the start. */
    private Slot at(long millis) {
        return new Slot.At(start.plusMillis(millis));
    }
}
