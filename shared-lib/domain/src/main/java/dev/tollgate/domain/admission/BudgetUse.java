package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.Counters.SliceState;
import dev.tollgate.domain.admission.Counters.Usage;
import java.util.Optional;

/**
 * How far one budget is used now, by the books and by the counters.
 *
 * @param slices what the counters say, if they answer and have any
 */
public record BudgetUse(BudgetRule rule, BudgetAccount account, Optional<SliceState> slices) {
    /** {@code usage}: of the same limits; empty if the counters do not answer. */
    public static BudgetUse of(BudgetRule rule, BudgetAccount account, Optional<Usage> usage) {
        return new BudgetUse(
                rule,
                account,
                usage.stream()
                        .flatMap(known -> known.budgets().stream())
                        .filter(state -> state.rule().equals(rule))
                        .findFirst());
    }

    /**
     * Settled and held, as the counters have it; or else all that is taken of the limit, leased and
     * not spent included.
     */
    public Money used() {
        return slices.map(SliceState::used)
                .orElseGet(() -> new Money(Math.max(0, account.total())));
    }

    /**
     * What of it is settled or held for sure; at most {@link #used}. Slices that nobody can look
     * into may be unspent, and so may those of earlier lives, until they are reconciled.
     */
    public Money certain() {
        long settled =
                account.reconciled() ? account.settled() : account.direct() - account.returned();
        return new Money(Math.clamp(settled + drawn(), 0, used().micros()));
    }

    /**
     * From the current slices. The counters may know of a lease later than the account, and of what
     * was given back too; each makes one of two differences too large, so the smaller counts.
     */
    private long drawn() {
        return slices.filter(state -> state.generation() == account.generation())
                .map(state ->
                        Math.min(
                                state.used().micros() - account.settled(),
                                account.leased() - account.base() - state.available()))
                .orElse(0L);
    }
}
