package dev.tollgate.domain.admission;

import java.time.Instant;

/**
 * The books of one budget in one period, in micro-USD. What of the limit is taken is {@code leased
 * + direct - returned}, and no hard budget lets that pass its limit.
 *
 * @param generation which life of the slices is the current one; 0 before the first
 * @param run that life, as the counters name it
 * @param base {@code leased} when that life began: what is above it is in the counters' slices
 * @param leased all that was ever leased in slices; only grows
 * @param direct all that calls took past the counters
 * @param returned what reconciliation found unspent in earlier lives, and gave back; negative when
 *     calls cost more than they held
 * @param touched when a generation began or money was last taken directly
 * @param reconciled whether nothing has changed since reconciliation found all in order
 */
public record BudgetAccount(
        BudgetKey key,
        long generation,
        String run,
        long base,
        long leased,
        long direct,
        long returned,
        Instant touched,
        boolean reconciled) {
    public BudgetAccount {
        if (generation < 0 || base < 0 || leased < base || direct < 0) {
            throw new IllegalArgumentException("not an account: " + key);
        }
    }

    public static BudgetAccount none(BudgetKey key) {
        return new BudgetAccount(key, 0, "", 0, 0, 0, 0, Instant.EPOCH, true);
    }

    /** What of the limit is taken. */
    public long total() {
        return leased + direct - returned;
    }

    /** What of it is not in the current slices: spent or stranded. */
    public long settled() {
        return base + direct - returned;
    }
}
