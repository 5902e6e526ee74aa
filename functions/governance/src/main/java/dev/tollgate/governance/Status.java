package dev.tollgate.governance;

import dev.tollgate.domain.admission.BudgetUse;
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
