package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.BudgetAccount;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Budgets.Lease;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.Threshold;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Budgets} does. Each test uses an organisation of its own. */
public interface BudgetsContract {
    Ids IDS = new Ids(InstantSource.system(), new SecureRandom());
    Instant ENDS = Instant.parse("2026-11-23T00:00:00Z");

    /** In whole milliseconds. */
    SetClock CLOCK = new SetClock(Instant.parse("2026-11-22T10:00:00Z"));

    /** On {@link #CLOCK}. */
    Budgets budgets();

    @Test
    default void findsAnAccountThatWasNeverUsedAllZero() {
        var key = key();

        assertThat(budgets().find(key)).isEqualTo(BudgetAccount.none(key));
    }

    @Test
    default void beginsTheFirstGenerationForTheFirstLife() {
        var key = key();

        var opened = budgets().open(key, ENDS, "first");

        assertThat(opened).isEqualTo(account(key, 1, "first", 0, 0, 0, 0, false));
        assertThat(budgets().find(key)).isEqualTo(opened);
    }

    @Test
    default void opensTheSameLifeAgainWithoutANewGeneration() {
        var rule = hard(100);
        budgets().open(rule.key(), ENDS, "first");
        budgets().lease(rule, 1, new Money(10));

        var again = budgets().open(rule.key(), ENDS, "first");

        assertThat(again).isEqualTo(account(rule.key(), 1, "first", 0, 10, 0, 0, false));
    }

    @Test
    default void beginsAnotherLifeOnTopOfAllThatWasLeased() {
        var rule = hard(100);
        budgets().open(rule.key(), ENDS, "first");
        budgets().lease(rule, 1, new Money(10));
        budgets().leaseDirect(rule, new Money(7));

        var second = budgets().open(rule.key(), ENDS, "second");

        assertThat(second).isEqualTo(account(rule.key(), 2, "second", 10, 10, 7, 0, false));
    }

    @Test
    default void keepsEarlierGenerationsFromLeasing() {
        var rule = hard(100);
        budgets().open(rule.key(), ENDS, "first");
        budgets().open(rule.key(), ENDS, "second");

        var late = budgets().lease(rule, 1, new Money(10));

        assertThat(late).isEqualTo(new Lease.Superseded());
        assertThat(budgets().find(rule.key()))
                .isEqualTo(account(rule.key(), 2, "second", 0, 0, 0, 0, false));
    }

    @Test
    default void leasesNothingForAnAccountThatWasNeverOpened() {
        var rule = hard(100);

        assertThat(budgets().lease(rule, 1, new Money(10))).isEqualTo(new Lease.Superseded());
        assertThat(budgets().find(rule.key())).isEqualTo(BudgetAccount.none(rule.key()));
    }

    @Test
    default void leasesUpToTheLimitExactly() {
        var rule = hard(100);
        budgets().open(rule.key(), ENDS, "first");
        budgets().lease(rule, 1, new Money(60));

        var tooMuch = budgets().lease(rule, 1, new Money(41));
        var theRest = budgets().lease(rule, 1, new Money(40));

        assertThat(tooMuch)
                .isEqualTo(
                        new Lease.Exhausted(account(rule.key(), 1, "first", 0, 60, 0, 0, false)));
        assertThat(theRest)
                .isEqualTo(new Lease.Granted(account(rule.key(), 1, "first", 0, 100, 0, 0, false)));
    }

    @Test
    default void leasesMoreThanASoftLimit() {
        var rule = new BudgetRule(key(), new Money(100), false, ENDS);
        budgets().open(rule.key(), ENDS, "first");

        var leased = budgets().lease(rule, 1, new Money(250));
        var direct = budgets().leaseDirect(rule, new Money(50));

        assertThat(leased)
                .isEqualTo(new Lease.Granted(account(rule.key(), 1, "first", 0, 250, 0, 0, false)));
        assertThat(direct)
                .isEqualTo(
                        new Lease.Granted(account(rule.key(), 1, "first", 0, 250, 50, 0, false)));
    }

    @Test
    default void countsWhatIsTakenDirectlyAgainstTheSameLimit() {
        var rule = hard(100);
        budgets().leaseDirect(rule, new Money(30));
        budgets().open(rule.key(), ENDS, "first");
        budgets().lease(rule, 1, new Money(50));

        var tooMuch = budgets().leaseDirect(rule, new Money(21));
        var theRest = budgets().leaseDirect(rule, new Money(20));

        assertThat(tooMuch)
                .isEqualTo(
                        new Lease.Exhausted(account(rule.key(), 1, "first", 0, 50, 30, 0, false)));
        assertThat(theRest)
                .isEqualTo(new Lease.Granted(account(rule.key(), 1, "first", 0, 50, 50, 0, false)));
        assertThat(budgets().lease(rule, 1, new Money(1))).isInstanceOf(Lease.Exhausted.class);
    }

    @Test
    default void takesNothingDirectlyFromALimitThatIsSmaller() {
        var rule = hard(0);

        assertThat(budgets().leaseDirect(rule, new Money(1)))
                .isEqualTo(new Lease.Exhausted(BudgetAccount.none(rule.key())));
        assertThat(budgets().find(rule.key())).isEqualTo(BudgetAccount.none(rule.key()));
    }

    @Test
    default void givesBackWhatWasTakenDirectly() {
        var rule = hard(100);
        budgets().leaseDirect(rule, new Money(100));

        budgets().giveBackDirect(rule.key(), new Money(40));

        assertThat(budgets().find(rule.key()))
                .isEqualTo(account(rule.key(), 0, "", 0, 0, 60, 0, false));
        assertThat(budgets().leaseDirect(rule, new Money(41))).isInstanceOf(Lease.Exhausted.class);
        assertThat(budgets().leaseDirect(rule, new Money(40))).isInstanceOf(Lease.Granted.class);
    }

    @Test
    default void givesBackWhatIsStrandedOnce() {
        var rule = hard(100);
        budgets().open(rule.key(), ENDS, "first");
        budgets().lease(rule, 1, new Money(100));
        var seen = budgets().open(rule.key(), ENDS, "second");

        assertThat(budgets().giveBack(seen, 60)).isTrue();
        assertThat(budgets().giveBack(seen, 60)).isFalse();

        assertThat(budgets().find(rule.key()))
                .isEqualTo(account(rule.key(), 2, "second", 100, 100, 0, 60, false));
        assertThat(budgets().lease(rule, 2, new Money(61))).isInstanceOf(Lease.Exhausted.class);
        assertThat(budgets().lease(rule, 2, new Money(60))).isInstanceOf(Lease.Granted.class);
    }

    @Test
    default void takesWhatWasSpentBeyondTheLeases() {
        var rule = hard(100);
        budgets().open(rule.key(), ENDS, "first");
        budgets().lease(rule, 1, new Money(50));
        var seen = budgets().open(rule.key(), ENDS, "second");

        assertThat(budgets().giveBack(seen, -30)).isTrue();

        assertThat(budgets().find(rule.key()).total()).isEqualTo(80);
        assertThat(budgets().lease(rule, 2, new Money(21))).isInstanceOf(Lease.Exhausted.class);
    }

    @Test
    default void givesNothingBackThatAnotherGenerationOrADirectLeaseMayHaveTaken() {
        var rule = hard(100);
        budgets().open(rule.key(), ENDS, "first");
        var seenFirst = budgets().open(rule.key(), ENDS, "second");
        var seenSecond = budgets().open(rule.key(), ENDS, "third");
        budgets().leaseDirect(rule, new Money(1));

        assertThat(budgets().giveBack(seenFirst, 1)).isFalse();
        assertThat(budgets().giveBack(seenSecond, 1)).isFalse();
        assertThat(budgets().find(rule.key()).returned()).isZero();
    }

    @Test
    default void givesBackWhileTheCurrentGenerationLeasesOn() {
        var rule = hard(100);
        budgets().open(rule.key(), ENDS, "first");
        budgets().lease(rule, 1, new Money(20));
        var seen = budgets().open(rule.key(), ENDS, "second");
        budgets().lease(rule, 2, new Money(10));

        assertThat(budgets().giveBack(seen, 20)).isTrue();
        assertThat(budgets().find(rule.key()))
                .isEqualTo(account(rule.key(), 2, "second", 20, 30, 0, 20, false));
    }

    @Test
    default void remembersThatAnAccountIsInOrderUntilItChanges() {
        var rule = hard(100);
        var seen = budgets().open(rule.key(), ENDS, "first");
        budgets().markReconciled(seen);
        boolean marked = budgets().find(rule.key()).reconciled();
        budgets().lease(rule, 1, new Money(10));
        boolean afterALease = budgets().find(rule.key()).reconciled();
        budgets().leaseDirect(rule, new Money(10));
        boolean afterADirectLease = budgets().find(rule.key()).reconciled();
        budgets().markReconciled(seen);
        boolean asSeenBefore = budgets().find(rule.key()).reconciled();
        budgets().markReconciled(budgets().find(rule.key()));
        budgets().open(rule.key(), ENDS, "second");
        boolean inAnotherLife = budgets().find(rule.key()).reconciled();

        assertThat(List.of(marked, afterALease, afterADirectLease, asSeenBefore, inAnotherLife))
                .containsExactly(true, true, false, false, false);
    }

    @Test
    default void marksEachThresholdOfAPeriodOnce() {
        var key = key();

        assertThat(budgets().mark(key, Threshold.WARNING)).isTrue();
        assertThat(budgets().mark(key, Threshold.WARNING)).isFalse();
        assertThat(budgets().mark(key, Threshold.DEGRADED)).isTrue();
        assertThat(budgets().mark(key(), Threshold.WARNING)).isTrue();
        assertThat(budgets().find(key).total()).isZero();
    }

    @Test
    default void listsTheAccountsOfAllOrganisationsByLabel() {
        var label = "2031-0" + (1 + new SecureRandom().nextInt(9));
        var monthly = List.of(monthly(label), monthly(label), monthly(label));
        monthly.forEach(key -> budgets().open(key, ENDS, "first"));
        var direct = new BudgetRule(monthly(label), new Money(9), true, ENDS);
        budgets().leaseDirect(direct, new Money(9));
        budgets().open(monthly("2032-01"), ENDS, "first");

        assertThat(budgets().accounts(List.of(label, "2030-01")))
                .contains(budgets().find(monthly.getFirst()), budgets().find(direct.key()))
                .extracting(BudgetAccount::key)
                .containsAll(monthly)
                .extracting(BudgetKey::label)
                .containsOnly(label);
    }

    private static BudgetAccount account(
            BudgetKey key,
            long generation,
            String run,
            long base,
            long leased,
            long direct,
            long returned,
            boolean reconciled) {
        return new BudgetAccount(
                key, generation, run, base, leased, direct, returned, CLOCK.instant(), reconciled);
    }

    private static BudgetRule hard(long limit) {
        return new BudgetRule(key(), new Money(limit), true, ENDS);
    }

    private static BudgetKey key() {
        return key(IDS.organisation(), Period.DAILY, "2026-11-22");
    }

    private static BudgetKey monthly(String label) {
        return key(IDS.organisation(), Period.MONTHLY, label);
    }

    private static BudgetKey key(OrganisationId organisation, Period period, String label) {
        return new BudgetKey(
                organisation, period, label, new LimitScope(LimitScope.Kind.USER, "a|b {c}"));
    }
}
