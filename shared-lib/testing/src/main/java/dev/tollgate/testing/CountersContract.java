package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.BudgetAccount;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.BudgetState;
import dev.tollgate.domain.admission.ConcurrencyRule;
import dev.tollgate.domain.admission.Counted;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.Counters.Credit;
import dev.tollgate.domain.admission.Counters.SliceState;
import dev.tollgate.domain.admission.Draw;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.RateState;
import dev.tollgate.domain.admission.Reservation;
import dev.tollgate.domain.admission.Window;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Counters} does. Each test uses an organisation of its own. */
public abstract class CountersContract {
    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());
    private static final Instant ENDS = Instant.parse("2026-11-23T00:00:00Z");

    /** The time of the counters, in whole milliseconds; starts at the beginning of a minute. */
    protected final SetClock clock = new SetClock(Instant.parse("2026-11-22T10:00:00Z"));

    private final OrganisationId organisation = IDS.organisation();
    private final AgentId agent = IDS.agent();
    private final RateRule perMinute = new RateRule(LimitScope.agent(agent), Window.MINUTE, 2);
    private final RateRule perHour = new RateRule(LimitScope.agent(agent), Window.HOUR, 3);
    private final ConcurrencyRule atOnce =
            new ConcurrencyRule(LimitScope.agent(agent), 2, Duration.ofMinutes(10));
    private final BudgetRule daily = hard(Period.DAILY, "2026-11-22", 100);
    private final BudgetRule monthly = hard(Period.MONTHLY, "2026-11", 1000);

    protected abstract Counters counters();

    /** Everything about that organisation is gone, as after a flush or an eviction. */
    protected abstract void lose(OrganisationId organisation);

    // Rate windows

    @Test
    void countsCallsInEveryWindow() {
        counters().count(request().build());

        assertThat(admitted(request()).rates())
                .containsExactly(new RateState(perMinute, 2), new RateState(perHour, 2));
        assertThat(counters().usage(organisation, List.of(perMinute, perHour), List.of()).rates())
                .containsExactly(new RateState(perMinute, 2), new RateState(perHour, 2));
    }

    @Test
    void saysWhenToRetryOnceTheWindowIsSpent() {
        admitted(request());
        clock.pass(Duration.ofMillis(20_500));
        admitted(request());

        var refused = counters().count(request().build());

        // The first call leaves the window with its second: 10:00:00.x counts until 10:01:01.
        assertThat(refused)
                .isEqualTo(new Counted.RateLimited(perMinute, Duration.ofMillis(40_500)));
        clock.pass(Duration.ofMillis(40_499));
        assertThat(counters().count(request().build()))
                .isEqualTo(new Counted.RateLimited(perMinute, Duration.ofMillis(1)));
        clock.pass(Duration.ofMillis(1));
        assertThat(counters().count(request().build())).isInstanceOf(Counted.Admitted.class);
    }

    @Test
    void namesTheWindowThatLastsLongest() {
        admitted(request());
        clock.pass(Duration.ofMinutes(2));
        admitted(request());
        admitted(request());

        var refused = counters().count(request().build());

        assertThat(refused).isEqualTo(new Counted.RateLimited(perHour, Duration.ofMinutes(59)));
    }

    @Test
    void countsNothingOfACallThatOneWindowRefuses() {
        var other = new RateRule(LimitScope.organisation(organisation), Window.DAY, 100);
        var spent = new RateRule(LimitScope.agent(agent), Window.MINUTE, 1);
        counters().count(request().rates(other, spent).build());

        counters().count(request().rates(other, spent).build());

        assertThat(counters().usage(organisation, List.of(other, spent), List.of()).rates())
                .containsExactly(new RateState(other, 1), new RateState(spent, 1));
    }

    @Test
    void doesNotForgetCallsWhenTheClockGoesBack() {
        admitted(request());
        admitted(request());
        clock.pass(Duration.ofSeconds(-5));

        var refused = counters().count(request().build());

        assertThat(refused).isEqualTo(new Counted.RateLimited(perMinute, Duration.ofSeconds(66)));
        clock.pass(Duration.ofSeconds(66));
        assertThat(counters().count(request().build())).isInstanceOf(Counted.Admitted.class);
    }

    @Test
    void keepsTheWindowsOfOrganisationsApart() {
        admitted(request());
        admitted(request());

        var other =
                new AdmissionRequest(
                        IDS.organisation(),
                        IDS.invocation(),
                        Money.ZERO,
                        List.of(perMinute),
                        Optional.empty(),
                        List.of());

        assertThat(counters().count(other)).isInstanceOf(Counted.Admitted.class);
    }

    // Concurrency

    @Test
    void refusesCallsBeyondThoseAtOnce() {
        var first = admitted(call());
        admitted(call());
        var third = counters().count(call().build());
        counters().settle(first.reservation(), Money.ZERO);
        var afterOneEnded = counters().count(call().build());

        assertThat(third).isInstanceOf(Counted.TooManyAtOnce.class);
        assertThat(((Counted.TooManyAtOnce) third).rule()).isEqualTo(atOnce);
        assertThat(afterOneEnded).isInstanceOf(Counted.Admitted.class);
    }

    @Test
    void freesThePlaceOfACallThatNeverEnded() {
        admitted(call());
        admitted(call());
        clock.pass(atOnce.lease().minusMillis(1));
        var early = counters().count(call().build());
        clock.pass(Duration.ofMillis(1));

        assertThat(early).isInstanceOf(Counted.TooManyAtOnce.class);
        assertThat(counters().count(call().build())).isInstanceOf(Counted.Admitted.class);
    }

    @Test
    void countsNoRateForACallThatFindsNoPlace() {
        var wide = new RateRule(LimitScope.agent(agent), Window.MINUTE, 100);
        admitted(call().rates(wide));
        admitted(call().rates(wide));

        counters().count(call().rates(wide).build());

        assertThat(counters().usage(organisation, List.of(wide), List.of()).rates())
                .containsExactly(new RateState(wide, 2));
    }

    // Budgets

    @Test
    void asksForALeaseWhereThereAreNoSlices() {
        var counted = counters().count(spend(30).build());

        var shortage = shortages(counted).getFirst();
        assertThat(shortages(counted))
                .containsExactly(
                        new Counted.Shortage(
                                daily, shortage.ticket(), 0, new Money(30), Money.ZERO));
        assertThat(shortage.ticket().asked()).isEqualTo(clock.millis());
        assertThat(counters().usage(organisation, List.of(), List.of(daily)).budgets()).isEmpty();
    }

    @Test
    void drawsFromWhatIsCredited() {
        var ticket = ticket(daily, 30);
        var account = account(daily, 1, 0, 50, 0, 0);

        assertThat(counters().credit(daily, ticket, account)).isEqualTo(new Credit.Done(50));
        var request = spend(30).build();
        assertThat(counters().count(request))
                .isEqualTo(
                        new Counted.Admitted(
                                new Reservation(
                                        organisation,
                                        request.invocation(),
                                        new Money(30),
                                        List.of(new Draw(daily.key(), 1)),
                                        Optional.empty()),
                                List.of(),
                                List.of(new BudgetState(daily, new Money(30))),
                                List.of()));
        assertThat(slices(daily)).containsExactly(new SliceState(daily, 1, new Money(30), 20));
    }

    @Test
    void saysHowMuchIsMissing() {
        credited(daily, account(daily, 1, 0, 50, 0, 0));
        admitted(spend(30));

        var shortage = shortages(counters().count(spend(30).build())).getFirst();

        assertThat(shortage)
                .isEqualTo(
                        new Counted.Shortage(
                                daily, shortage.ticket(), 1, new Money(10), new Money(50)));
    }

    @Test
    void drawsFromAllBudgetsOrNone() {
        credited(daily, account(daily, 1, 0, 50, 0, 0));

        var counted = counters().count(spend(30).rates(perMinute).budgets(daily, monthly).build());

        assertThat(shortages(counted)).extracting(Counted.Shortage::rule).containsExactly(monthly);
        assertThat(slices(daily)).containsExactly(new SliceState(daily, 1, Money.ZERO, 50));
        assertThat(counters().usage(organisation, List.of(perMinute), List.of()).rates())
                .containsExactly(new RateState(perMinute, 0));
    }

    @Test
    void namesAllShortagesAtOnce() {
        assertThat(shortages(counters().count(spend(30).budgets(daily, monthly).build())))
                .extracting(Counted.Shortage::rule)
                .containsExactly(daily, monthly);
    }

    @Test
    void admitsACallThatCostsNothing() {
        credited(daily, account(daily, 1, 0, 0, 0, 0));

        assertThat(admitted(spend(0).rates(perMinute)).budgets())
                .containsExactly(new BudgetState(daily, Money.ZERO));
    }

    @Test
    void countsAllThatIsTakenElsewhereAsUsed() {
        credited(daily, account(daily, 2, 40, 60, 7, 5));

        assertThat(admitted(spend(10)).budgets())
                .containsExactly(new BudgetState(daily, new Money(52)));
        assertThat(slices(daily)).containsExactly(new SliceState(daily, 2, new Money(52), 10));
    }

    @Test
    void creditsALeaseOnce() {
        var ticket = ticket(daily, 30);
        var account = account(daily, 1, 0, 50, 0, 0);
        counters().credit(daily, ticket, account);
        admitted(spend(20));

        assertThat(counters().credit(daily, ticket, account)).isEqualTo(new Credit.Done(30));
    }

    @Test
    void creditsTheLeasesOfOthersAndNothingMoreWhenTheyComeThemselves() {
        var ticket = ticket(daily, 30);
        var theirs = account(daily, 1, 0, 50, 0, 0);
        var mine = account(daily, 1, 0, 80, 0, 0);

        assertThat(counters().credit(daily, ticket, mine)).isEqualTo(new Credit.Done(80));
        assertThat(counters().credit(daily, ticket, theirs)).isEqualTo(new Credit.Done(80));
    }

    @Test
    void creditsNothingOfAnOlderGeneration() {
        var ticket = ticket(daily, 30);
        counters().credit(daily, ticket, account(daily, 2, 50, 60, 0, 0));

        assertThat(counters().credit(daily, ticket, account(daily, 1, 0, 50, 0, 0)))
                .isEqualTo(new Credit.Stale());
        assertThat(slices(daily)).containsExactly(new SliceState(daily, 2, new Money(50), 10));
    }

    @Test
    void startsOverWithANewerGeneration() {
        var ticket = ticket(daily, 30);
        counters().credit(daily, ticket, account(daily, 1, 0, 50, 0, 0));

        assertThat(counters().credit(daily, ticket, account(daily, 3, 70, 80, 0, 0)))
                .isEqualTo(new Credit.Done(10));
        assertThat(slices(daily)).containsExactly(new SliceState(daily, 3, new Money(70), 10));
    }

    @Test
    void creditsNothingToSlicesThatWereLostMeanwhile() {
        var ticket = ticket(daily, 30);
        var account = account(daily, 1, 0, 50, 0, 0);
        counters().credit(daily, ticket, account);
        lose(organisation);

        assertThat(counters().credit(daily, ticket, account)).isEqualTo(new Credit.Stale());
        var next = ticket(daily, 30);
        assertThat(next.life()).isNotEqualTo(ticket.life());
        assertThat(counters().credit(daily, ticket, account)).isEqualTo(new Credit.Stale());
        assertThat(slices(daily)).isEmpty();
    }

    @Test
    void refusesWhatIsOverALoweredLimit() {
        credited(daily, account(daily, 1, 0, 100, 0, 0));
        admitted(spend(60));
        var lowered = new BudgetRule(daily.key(), new Money(70), true, ENDS);

        assertThat(counters().count(spend(11).budgets(lowered).build()))
                .isEqualTo(new Counted.OverLimit(lowered, new Money(60)));
        assertThat(counters().count(spend(10).budgets(lowered).build()))
                .isInstanceOf(Counted.Admitted.class);
    }

    @Test
    void knowsForAMomentThatNoLeaseWouldHelp() {
        credited(daily, account(daily, 1, 0, 95, 0, 0));
        admitted(spend(95));

        var tooMuch = counters().count(spend(6).build());
        var justEnough = counters().count(spend(5).build());
        clock.pass(Duration.ofSeconds(1));
        var later = counters().count(spend(6).build());

        assertThat(tooMuch).isEqualTo(new Counted.OverLimit(daily, new Money(95)));
        assertThat(justEnough).isInstanceOf(Counted.LeaseNeeded.class);
        assertThat(later).isInstanceOf(Counted.LeaseNeeded.class);
    }

    @Test
    void goesBeyondASoftLimit() {
        var soft = new BudgetRule(daily.key(), new Money(10), false, ENDS);
        credited(soft, account(daily, 1, 0, 50, 0, 0));

        assertThat(admitted(spend(30).budgets(soft)).budgets())
                .containsExactly(new BudgetState(soft, new Money(30)));
        assertThat(counters().count(spend(30).budgets(soft).build()))
                .isInstanceOf(Counted.LeaseNeeded.class);
    }

    @Test
    void drawsNothingFromSlicesThatNobodyConfirmed() {
        credited(daily, account(daily, 1, 0, 50, 0, 0));
        clock.pass(Counters.SLICES_HOLD);

        var shortage = shortages(counters().count(spend(30).build())).getFirst();

        assertThat(shortage)
                .isEqualTo(
                        new Counted.Shortage(
                                daily, shortage.ticket(), 1, Money.ZERO, new Money(50)));
        counters().credit(daily, shortage.ticket(), account(daily, 1, 0, 50, 0, 0));
        assertThat(counters().count(spend(30).build())).isInstanceOf(Counted.Admitted.class);
    }

    @Test
    void doesNotTakeALateCreditForAConfirmation() {
        var ticket = ticket(daily, 30);
        clock.pass(Counters.SLICES_HOLD);

        counters().credit(daily, ticket, account(daily, 1, 0, 50, 0, 0));

        assertThat(counters().count(spend(30).build())).isInstanceOf(Counted.LeaseNeeded.class);
    }

    @Test
    void believesTheLatestLookAtTheAccount() {
        var first = ticket(daily, 30);
        clock.pass(Duration.ofSeconds(2));
        var second = ticket(daily, 30);
        counters().credit(daily, second, account(daily, 1, 0, 50, 20, 0));

        counters().credit(daily, first, account(daily, 1, 0, 50, 0, 0));

        assertThat(slices(daily)).containsExactly(new SliceState(daily, 1, new Money(20), 50));
    }

    // Settlement

    @Test
    void putsBackWhatACallDidNotCost() {
        credited(daily, account(daily, 1, 0, 50, 0, 0));
        var reservation = admitted(spend(30)).reservation();

        assertThat(counters().settle(reservation, new Money(12))).isTrue();

        assertThat(slices(daily)).containsExactly(new SliceState(daily, 1, new Money(12), 38));
    }

    @Test
    void settlesOnce() {
        credited(daily, account(daily, 1, 0, 50, 0, 0));
        var reservation = admitted(spend(30)).reservation();
        counters().settle(reservation, new Money(12));

        assertThat(counters().settle(reservation, new Money(0))).isFalse();

        assertThat(slices(daily)).containsExactly(new SliceState(daily, 1, new Money(12), 38));
    }

    @Test
    void drawsWhatACallCostBeyondWhatItHeld() {
        credited(daily, account(daily, 1, 0, 50, 0, 0));
        var reservation = admitted(spend(30)).reservation();

        counters().settle(reservation, new Money(75));

        assertThat(slices(daily)).containsExactly(new SliceState(daily, 1, new Money(75), -25));
        var shortage = shortages(counters().count(spend(10).build())).getFirst();
        assertThat(shortage)
                .isEqualTo(
                        new Counted.Shortage(
                                daily, shortage.ticket(), 1, new Money(35), new Money(75)));
    }

    @Test
    void leavesSlicesOfANewerGenerationAlone() {
        var ticket = credited(daily, account(daily, 1, 0, 50, 0, 0));
        var reservation = admitted(spend(30)).reservation();
        counters().credit(daily, ticket, account(daily, 2, 50, 60, 0, 0));

        assertThat(counters().settle(reservation, Money.ZERO)).isTrue();

        assertThat(slices(daily)).containsExactly(new SliceState(daily, 2, new Money(50), 10));
    }

    @Test
    void putsAllBackForACallThatWasDrawnFromElsewhere() {
        credited(daily, account(daily, 1, 0, 50, 0, 0));
        var unheard = admitted(spend(30)).reservation();
        var direct =
                new Reservation(
                        organisation,
                        unheard.invocation(),
                        new Money(30),
                        List.of(new Draw(daily.key(), Draw.DIRECT)),
                        Optional.empty());

        assertThat(counters().settle(direct, new Money(30))).isTrue();

        assertThat(slices(daily)).containsExactly(new SliceState(daily, 1, Money.ZERO, 50));
    }

    @Test
    void takesACallThatNeverRanOutOfAllLimits() {
        credited(daily, account(daily, 1, 0, 50, 0, 0));
        admitted(request());
        clock.pass(Duration.ofSeconds(10));
        var held = admitted(request().cost(30).budgets(daily)).reservation();
        assertThat(counters().count(request().build())).isInstanceOf(Counted.RateLimited.class);

        assertThat(counters().release(held)).isTrue();

        assertThat(counters().usage(organisation, List.of(perMinute, perHour), List.of()).rates())
                .containsExactly(new RateState(perMinute, 1), new RateState(perHour, 1));
        assertThat(slices(daily)).containsExactly(new SliceState(daily, 1, Money.ZERO, 50));
        assertThat(counters().release(held)).isFalse();
        assertThat(counters().settle(held, Money.ZERO)).isFalse();
        admitted(request());
    }

    @Test
    void takesNothingOutOfAWindowThatHasMovedOn() {
        var held = admitted(request()).reservation();
        clock.pass(Duration.ofMinutes(2));
        admitted(request());

        counters().release(held);

        assertThat(counters().usage(organisation, List.of(perMinute, perHour), List.of()).rates())
                .containsExactly(new RateState(perMinute, 1), new RateState(perHour, 1));
    }

    @Test
    void letsOthersRunInThePlaceOfACallThatWaits() {
        var waiting = admitted(call()).reservation();
        admitted(call());

        counters().freePlace(waiting);

        admitted(call());
        assertThat(counters().count(call().build())).isInstanceOf(Counted.TooManyAtOnce.class);
        assertThat(counters().held(organisation, waiting.invocation())).isPresent();
        assertThat(counters().settle(waiting, Money.ZERO)).isTrue();
    }

    @Test
    void tellsWhatIsHeld() {
        credited(daily, account(daily, 1, 0, 50, 0, 0));
        credited(monthly, account(monthly, 7, 0, 50, 0, 0));
        var reservation = admitted(call().cost(30).budgets(daily, monthly)).reservation();

        assertThat(counters().held(organisation, reservation.invocation()))
                .get()
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(reservation);
        assertThat(counters().held(organisation, IDS.invocation())).isEmpty();
        counters().settle(reservation, Money.ZERO);
        assertThat(counters().held(organisation, reservation.invocation())).isEmpty();
    }

    @Test
    void listsReservationsThatAreHeldForLong() {
        var first = admitted(call()).reservation();
        clock.pass(Duration.ofSeconds(30));
        var second = admitted(call()).reservation();
        clock.pass(Duration.ofSeconds(30));

        var minute = Duration.ofMinutes(1);
        assertThat(counters().heldLongerThan(organisation, minute, 0)).containsExactly(first);
        clock.pass(Duration.ofSeconds(30));
        assertThat(counters().heldLongerThan(organisation, minute, 0))
                .containsExactly(first, second);
        assertThat(counters().heldLongerThan(organisation, minute, 1)).containsExactly(second);
        counters().settle(first, Money.ZERO);
        assertThat(counters().heldLongerThan(organisation, minute, 0)).containsExactly(second);
        assertThat(counters().heldLongerThan(IDS.organisation(), minute, 0)).isEmpty();
    }

    @Test
    void listsAtMostAHundredReservations() {
        var all =
                IntStream.range(0, 103)
                        .mapToObj(i -> {
                            clock.pass(Duration.ofMillis(1));
                            return admitted(plain()).reservation();
                        })
                        .toList();

        assertThat(counters().heldLongerThan(organisation, Duration.ZERO, 0))
                .isEqualTo(all.subList(0, 100));
        assertThat(counters().heldLongerThan(organisation, Duration.ZERO, 100))
                .isEqualTo(all.subList(100, 103));
    }

    private Counted.Admitted admitted(Calls calls) {
        var counted = counters().count(calls.build());
        assertThat(counted).isInstanceOf(Counted.Admitted.class);
        return (Counted.Admitted) counted;
    }

    private Counted.Ticket ticket(BudgetRule rule, long cost) {
        clock.pass(Duration.ofSeconds(1));
        return shortages(counters().count(spend(cost).budgets(rule).build())).getFirst().ticket();
    }

    private Counted.Ticket credited(BudgetRule rule, BudgetAccount account) {
        var ticket = ticket(rule, 1);
        counters().credit(rule, ticket, account);
        return ticket;
    }

    private List<SliceState> slices(BudgetRule rule) {
        return counters().usage(organisation, List.of(), List.of(rule)).budgets();
    }

    private static List<Counted.Shortage> shortages(Counted counted) {
        assertThat(counted).isInstanceOf(Counted.LeaseNeeded.class);
        return ((Counted.LeaseNeeded) counted).shortages();
    }

    private BudgetAccount account(
            BudgetRule rule, long generation, long base, long leased, long direct, long returned) {
        return new BudgetAccount(
                rule.key(),
                generation,
                "life",
                base,
                leased,
                direct,
                returned,
                clock.instant(),
                false);
    }

    private BudgetRule hard(Period period, String label, long limit) {
        var key = new BudgetKey(organisation, period, label, LimitScope.agent(agent));
        return new BudgetRule(key, new Money(limit), true, ENDS);
    }

    private Calls plain() {
        return new Calls(0, List.of(), Optional.empty(), List.of());
    }

    private Calls request() {
        return plain().rates(perMinute, perHour);
    }

    private Calls call() {
        return new Calls(0, List.of(), Optional.of(atOnce), List.of());
    }

    private Calls spend(long cost) {
        return plain().cost(cost).budgets(daily);
    }

    private final class Calls {
        private final long cost;
        private final List<RateRule> rates;
        private final Optional<ConcurrencyRule> concurrency;
        private final List<BudgetRule> budgets;

        private Calls(
                long cost,
                List<RateRule> rates,
                Optional<ConcurrencyRule> concurrency,
                List<BudgetRule> budgets) {
            this.cost = cost;
            this.rates = rates;
            this.concurrency = concurrency;
            this.budgets = budgets;
        }

        Calls cost(long micros) {
            return new Calls(micros, rates, concurrency, budgets);
        }

        Calls rates(RateRule... rules) {
            return new Calls(cost, List.of(rules), concurrency, budgets);
        }

        Calls budgets(BudgetRule... rules) {
            return new Calls(cost, rates, concurrency, List.of(rules));
        }

        AdmissionRequest build() {
            return new AdmissionRequest(
                    organisation, IDS.invocation(), new Money(cost), rates, concurrency, budgets);
        }
    }
}
