package dev.tollgate.domain.admission;

/**
 * Where the money of a call was taken from: a slice of that generation, or, with {@link #DIRECT},
 * the budget itself.
 */
public record Draw(BudgetKey key, long generation) {
    public static final long DIRECT = 0;

    public Draw {
        if (generation < DIRECT) {
            throw new IllegalArgumentException("generations count from 1");
        }
    }
}
