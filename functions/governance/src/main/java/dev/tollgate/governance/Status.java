package dev.tollgate.governance;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.BudgetAccount;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.Counters.SliceState;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.RateState;
import dev.tollgate.domain.agent.Agent;
import java.util.List;
import java.util.Optional;

/**
 * How far the limits on an agent's calls are used: its own and those of the organisation.
 *
 * @param rates what the windows must be within
 * @param counted how far they are used; empty while the counters do not answer
 */
record Status(
        Agent agent,
        OrganisationLimits limits,
        List<RateRule> rates,
        Optional<List<RateState>> counted,
        List<BudgetUse> budgets) {
    Status {
        rates = List.copyOf(rates);
        counted = counted.map(List::copyOf);
        budgets = List.copyOf(budgets);
    }

    /**
     * How far one budget is used.
     *
     * @param slices what the counters say, if they answer and have any
     */
    record BudgetUse(BudgetRule rule, BudgetAccount account, Optional<SliceState> slices) {
        /**
         * Settled and held, as the counters have it; or else all that is taken of the limit, leased
         * and not spent included.
         */
        Money used() {
            return slices.map(SliceState::used)
                    .orElseGet(() -> new Money(Math.max(0, account.total())));
        }
    }

    Status of(LimitScope.Kind kind) {
        return new Status(
                agent,
                limits,
                rates.stream().filter(rule -> rule.scope().kind() == kind).toList(),
                counted.map(states ->
                        states.stream()
                                .filter(state -> state.rule().scope().kind() == kind)
                                .toList()),
                budgets.stream().filter(use -> use.rule().key().scope().kind() == kind).toList());
    }
}
