package dev.tollgate.local.benchmark;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.BudgetAccount;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Threshold;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests; those of an admission are one request each, opening a generation two. */
record CountedBudgets(Budgets budgets, LongAdder requests) implements Budgets {
    @Override
    public BudgetAccount find(BudgetKey key) {
        requests.increment();
        return budgets.find(key);
    }

    @Override
    public BudgetAccount open(BudgetKey key, Instant endsAt, String run) {
        requests.add(2);
        return budgets.open(key, endsAt, run);
    }

    @Override
    public Lease lease(BudgetRule rule, long generation, Money amount) {
        requests.increment();
        return budgets.lease(rule, generation, amount);
    }

    @Override
    public Lease leaseDirect(BudgetRule rule, Money amount) {
        requests.increment();
        return budgets.leaseDirect(rule, amount);
    }

    @Override
    public void giveBackDirect(BudgetKey key, Money amount) {
        requests.increment();
        budgets.giveBackDirect(key, amount);
    }

    @Override
    public boolean giveBack(BudgetAccount seen, long stranded) {
        return budgets.giveBack(seen, stranded);
    }

    @Override
    public void markReconciled(BudgetAccount seen) {
        budgets.markReconciled(seen);
    }

    @Override
    public boolean mark(BudgetKey key, Threshold threshold) {
        return budgets.mark(key, threshold);
    }

    @Override
    public List<BudgetAccount> accounts(List<String> labels) {
        return budgets.accounts(labels);
    }
}
