package dev.tollgate.dynamodb;

import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.testing.BudgetsContract;

final class DynamoBudgetsTest implements BudgetsContract {
    private final Budgets budgets = new DynamoBudgets(LocalTables.shared(), CLOCK);

    @Override
    public Budgets budgets() {
        return budgets;
    }
}
