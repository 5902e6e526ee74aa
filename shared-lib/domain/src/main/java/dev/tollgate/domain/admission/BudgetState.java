package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;

/** How far a budget is used: settled and held, this call included. */
public record BudgetState(BudgetRule rule, Money used) {
    public Money remaining() {
        return rule.limit().minusOrZero(used);
    }
}
