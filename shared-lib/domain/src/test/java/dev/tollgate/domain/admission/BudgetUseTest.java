package dev.tollgate.domain.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Counters.SliceState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In micro-USD, of a limit of 1000. */
final class BudgetUseTest {
    private static final BudgetKey KEY =
            new BudgetKey(
                    new OrganisationId("org_00000000000000000000000000"),
                    Period.DAILY,
                    "2026-11-25",
                    new LimitScope(LimitScope.Kind.AGENT, "agt_00000000000000000000000000"));
    private static final BudgetRule RULE =
            new BudgetRule(KEY, new Money(1000), true, Instant.parse("2026-11-26T00:00:00Z"));

    @Test
    void countsWhatWasDrawnFromTheSlices() {
        var use = use(account(1, 0, 900, 0, 0, true), slices(1, 700, 200));

        assertThat(use.used()).isEqualTo(new Money(700));
        assertThat(use.certain()).isEqualTo(new Money(700));
    }

    @Test
    void isNotCertainOfSlicesThatNobodyCanLookInto() {
        var use = use(account(1, 0, 900, 0, 0, true), Optional.empty());

        assertThat(use.used()).isEqualTo(new Money(900));
        assertThat(use.certain()).isEqualTo(Money.ZERO);
    }

    @Test
    void isNotCertainOfLostSlicesUntilTheyAreReconciled() {
        var lost = use(account(2, 600, 700, 0, 0, false), slices(2, 640, 60));
        var reconciled = use(account(2, 600, 700, 0, 250, true), slices(2, 390, 60));

        assertThat(lost.used()).isEqualTo(new Money(640));
        assertThat(lost.certain()).isEqualTo(new Money(40));
        assertThat(reconciled.certain()).isEqualTo(new Money(390));
    }

    @Test
    void isCertainOfWhatCallsTookPastTheCounters() {
        var use = use(account(1, 0, 500, 300, 0, false), Optional.empty());

        assertThat(use.used()).isEqualTo(new Money(800));
        assertThat(use.certain()).isEqualTo(new Money(300));
    }

    @Test
    void takesALeaseThatIsNotCreditedYetForUnspent() {
        var use = use(account(1, 0, 900, 0, 0, true), slices(1, 100, 300));

        assertThat(use.certain()).isEqualTo(new Money(100));
    }

    @Test
    void doesNotCountTwiceWhatWasGivenBackSinceTheCountersLooked() {
        // They still have 600 of the earlier life; 250 of that went back.
        var use = use(account(2, 600, 700, 0, 250, true), slices(2, 640, 60));

        assertThat(use.certain()).isEqualTo(new Money(390));
    }

    @Test
    void leavesSlicesOfAnotherGenerationOut() {
        var use = use(account(2, 600, 700, 0, 0, true), slices(1, 640, 60));

        assertThat(use.certain()).isEqualTo(new Money(600));
    }

    private static BudgetUse use(BudgetAccount account, Optional<SliceState> slices) {
        return new BudgetUse(RULE, account, slices);
    }

    private static Optional<SliceState> slices(long generation, long used, long available) {
        return Optional.of(new SliceState(RULE, generation, new Money(used), available));
    }

    private static BudgetAccount account(
            long generation,
            long base,
            long leased,
            long direct,
            long returned,
            boolean reconciled) {
        return new BudgetAccount(
                KEY, generation, "life", base, leased, direct, returned, Instant.EPOCH, reconciled);
    }
}
