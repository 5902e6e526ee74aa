package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;
import java.time.Duration;
import java.util.List;

/** What the shared counters say to a call. */
public sealed interface Counted {
    record Admitted(Reservation reservation, List<RateState> rates, List<BudgetState> budgets)
            implements Counted {}

    record RateLimited(RateRule rule, Duration retryAfter) implements Counted {}

    record TooManyAtOnce(ConcurrencyRule rule, Duration retryAfter) implements Counted {}

    /** More is spent already than the limit, which was lowered meanwhile. */
    record OverLimit(BudgetRule rule, Money used) implements Counted {}

    /**
     * The slices hold too little; this caller is to lease more.
     *
     * @param run names the life of the counters: lost or rolled-back counters have another
     */
    record LeaseNeeded(String run, List<Shortage> shortages) implements Counted {}

    /** Another caller is leasing; come again in a moment. */
    record Busy() implements Counted {}

    /** The counters do not answer. */
    record Down(String why) implements Counted {}

    /**
     * What a budget's slices lack.
     *
     * @param generation of the slices that ran short; 0 if there are none yet
     * @param missing at least this much must be leased
     * @param committed of the limit, as far as the counters know
     */
    record Shortage(BudgetRule rule, long generation, Money missing, Money committed) {}
}
