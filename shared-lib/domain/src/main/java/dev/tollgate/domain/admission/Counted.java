package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;
import java.time.Duration;
import java.util.List;

/** What the shared counters say to a call. */
public sealed interface Counted {
    /**
     * The call may go on.
     *
     * @param refills budgets whose slices run low: this caller is to lease more, while the others
     *     draw on
     */
    record Admitted(
            Reservation reservation,
            List<RateState> rates,
            List<BudgetState> budgets,
            List<Shortage> refills)
            implements Counted {}

    record RateLimited(RateRule rule, Duration retryAfter) implements Counted {}

    record TooManyAtOnce(ConcurrencyRule rule, Duration retryAfter) implements Counted {}

    /**
     * More is spent already than the limit, which was lowered meanwhile; or a moment ago too little
     * was left of the limit for this call.
     */
    record OverLimit(BudgetRule rule, Money used) implements Counted {}

    /** The slices hold too little or must be confirmed; this caller is to see to it. */
    record LeaseNeeded(List<Shortage> shortages) implements Counted {}

    /** Another caller is leasing; come again in a moment. */
    record Busy() implements Counted {}

    /** The counters do not answer. */
    record Down(String why) implements Counted {}

    /**
     * What a budget's slices lack.
     *
     * @param generation of the slices that ran short; 0 if there are none yet
     * @param missing at least this much must be leased; nothing if the slices suffice and are only
     *     to be confirmed
     * @param committed of the limit, as far as the counters know
     */
    record Shortage(
            BudgetRule rule, Ticket ticket, long generation, Money missing, Money committed) {}

    /**
     * Goes with the credit that answers a shortage.
     *
     * @param life of the slices in the counters: lost, emptied or rolled back, they have another
     * @param asked when the counters asked, in milliseconds of their clock: what is found out about
     *     the account afterwards was still true then, and holds from then
     */
    public record Ticket(String life, long asked) {}
}
