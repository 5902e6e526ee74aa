package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;
import java.time.Instant;
import java.util.List;

/** The durable side of budgets: guards every limit, whatever happens to the counters. */
public interface Budgets {
    /** Up to date. An account that was never used is all zero. */
    BudgetAccount find(BudgetKey key);

    /**
     * The account with its slices in the given life of the counters: begins a new generation if it
     * is in another. From then on nobody can lease for the earlier one.
     *
     * @param endsAt when the period ends
     */
    BudgetAccount open(BudgetKey key, Instant endsAt, String run);

    /** Leases {@code amount} for the slices of that generation, if the limit allows. */
    Lease lease(BudgetRule rule, long generation, Money amount);

    /**
     * Takes {@code amount} past the counters, if the limit allows. Should the answer be lost and
     * the taking be repeated, reconciliation gives back what no call accounts for.
     */
    Lease leaseDirect(BudgetRule rule, Money amount);

    /** Undoes a {@link #leaseDirect}, never twice; or leaves it to reconciliation. */
    void giveBackDirect(BudgetKey key, Money amount);

    /**
     * Gives back {@code stranded} micro-USD (negative: takes what was spent beyond the leases), if
     * the account is still as it was seen.
     */
    boolean giveBack(BudgetAccount seen, long stranded);

    /** Notes that the account as seen is in order. */
    void markReconciled(BudgetAccount seen);

    /** Whether this caller is the first of the period to note it. */
    boolean mark(BudgetKey key, Threshold threshold);

    /** All accounts of all organisations with one of these labels. */
    List<BudgetAccount> accounts(List<String> labels);

    /** What came of a lease. */
    sealed interface Lease {
        record Granted(BudgetAccount account) implements Lease {}

        record Exhausted(BudgetAccount account) implements Lease {}

        /** The account has another generation. */
        record Superseded() implements Lease {}
    }
}
