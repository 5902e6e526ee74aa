package dev.tollgate.testing;

import dev.tollgate.domain.admission.Budgets;

final class InMemoryBudgetsTest implements BudgetsContract {
    private final Budgets budgets = new InMemoryBudgets(CLOCK);

    @Override
    public Budgets budgets() {
        return budgets;
    }
}
