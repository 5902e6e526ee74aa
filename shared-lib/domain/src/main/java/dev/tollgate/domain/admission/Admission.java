package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;
import java.time.Duration;
import java.util.List;

/** The one decision on rate, concurrency and budget. */
public sealed interface Admission {
    /**
     * The call may go on.
     *
     * @param exact whether every limit was checked against the shared counters; if not, the rate
     *     limits held in this process only
     */
    record Admitted(
            Reservation reservation,
            List<RateState> rates,
            List<BudgetState> budgets,
            boolean exact)
            implements Admission {}

    /** Retrying before {@code retryAfter} is refused again for sure. */
    record RateLimited(RateRule rule, Duration retryAfter) implements Admission {}

    record TooManyAtOnce(ConcurrencyRule rule, Duration retryAfter) implements Admission {}

    /**
     * The call would cost more than is left of a budget.
     *
     * @param used settled, held, or set aside in slices
     */
    record OverBudget(BudgetRule rule, Money used) implements Admission {}

    /** It cannot be decided, so it is refused: a part that must answer does not. */
    record Undecided(String why, Duration retryAfter) implements Admission {}
}
