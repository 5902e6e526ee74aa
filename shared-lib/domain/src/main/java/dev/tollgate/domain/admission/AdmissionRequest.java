package dev.tollgate.domain.admission;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import java.util.List;
import java.util.Optional;

/** A call that wants in, and every limit it must be within: all of them or none. */
public record AdmissionRequest(
        OrganisationId organisation,
        InvocationId invocation,
        Money cost,
        List<RateRule> rates,
        Optional<ConcurrencyRule> concurrency,
        List<BudgetRule> budgets) {
    public AdmissionRequest {
        rates = List.copyOf(rates);
        budgets = List.copyOf(budgets);
        // A limit that is named twice would be checked twice against the same count, then drawn
        // twice.
        if (rates.stream().map(rule -> List.of(rule.scope(), rule.window())).distinct().count()
                        < rates.size()
                || budgets.stream().map(BudgetRule::key).distinct().count() < budgets.size()) {
            throw new IllegalArgumentException("each limit once: " + rates + ", " + budgets);
        }
        if (!budgets.stream().allMatch(rule -> rule.key().organisation().equals(organisation))) {
            throw new IllegalArgumentException("a budget of another organisation: " + budgets);
        }
    }
}
