package dev.tollgate.domain.admission;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Counted.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The shared counters of all functions: rate windows, concurrency, and the slices of budgets. Fast
 * and losable; what must not be lost is in {@link Budgets} and the lineage. Every method but {@link
 * #count} throws {@link CountersDown} when they do not answer.
 */
public interface Counters {
    /**
     * How long slices hold since they were last known to be of the account's generation. Not
     * confirmed for so long, they are not drawn from: so counters that were cut off from the rest
     * and replaced stop before reconciliation gives their slices back.
     */
    Duration SLICES_HOLD = Duration.ofSeconds(30);

    /** Decides on all limits at once; counts and draws only if all agree. */
    Counted count(AdmissionRequest request);

    /**
     * Credits all that is leased of the account's generation and not credited yet, and confirms
     * that generation. Done twice it counts once, and anybody may do it who read the account after
     * the ticket was given.
     */
    Credit credit(BudgetRule rule, Ticket ticket, BudgetAccount account);

    /** What came of a credit. */
    sealed interface Credit {
        /**
         * All that is leased is credited now.
         *
         * @param available in the slices, in micro-USD
         */
        record Done(long available) implements Credit {}

        /** The slices, or their generation, are not those of the lease any more. */
        record Stale() implements Credit {}
    }

    /**
     * Ends a reservation: frees its place and puts back what it held beyond {@code actual}, or
     * draws what it lacks. A reservation that is gone is left alone. Where the call was drawn from
     * elsewhere than the counters know, all that they hold for it is put back.
     *
     * @return whether this call ended it
     */
    boolean settle(Reservation reservation, Money actual);

    /**
     * Ends the reservation of a call that never ran and never will: all that it held is put back,
     * and it is taken out of the rate windows as far as they still count it.
     *
     * @return whether this call ended it
     */
    boolean release(Reservation reservation);

    /** Lets others run in its place, while the rest stays held. */
    void freePlace(Reservation reservation);

    /**
     * Reservations older than {@code age}, oldest first, at most 100 after the first {@code skip}.
     */
    List<Reservation> heldLongerThan(OrganisationId organisation, Duration age, int skip);

    Optional<Reservation> held(OrganisationId organisation, InvocationId invocation);

    /** How far limits are used now; reads only. A budget without slices is left out. */
    Usage usage(OrganisationId organisation, List<RateRule> rates, List<BudgetRule> budgets);

    record Usage(List<RateState> rates, List<SliceState> budgets) {}

    /**
     * How far the slices of a budget are used.
     *
     * @param available in the slices of that generation, not yet drawn; below zero in micro-USD
     *     when calls cost more than they held
     */
    record SliceState(BudgetRule rule, long generation, Money used, long available) {}
}
