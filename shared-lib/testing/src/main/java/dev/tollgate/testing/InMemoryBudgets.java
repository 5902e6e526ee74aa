package dev.tollgate.testing;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.BudgetAccount;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Threshold;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Budgets in a map, one caller at a time. */
public final class InMemoryBudgets implements Budgets {
    private final InstantSource clock;
    private final Map<BudgetKey, BudgetAccount> accounts = new HashMap<>();
    private final Set<Mark> marks = new HashSet<>();

    public InMemoryBudgets(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized BudgetAccount find(BudgetKey key) {
        return accounts.getOrDefault(key, BudgetAccount.none(key));
    }

    @Override
    public synchronized BudgetAccount open(BudgetKey key, Instant endsAt, String run) {
        var seen = find(key);
        if (seen.generation() > 0 && seen.run().equals(run)) {
            return seen;
        }
        return save(
                new BudgetAccount(
                        seen.key(),
                        seen.generation() + 1,
                        run,
                        seen.leased(),
                        seen.leased(),
                        seen.direct(),
                        seen.returned(),
                        clock.instant(),
                        false));
    }

    @Override
    public synchronized Lease lease(BudgetRule rule, long generation, Money amount) {
        var seen = find(rule.key());
        if (seen.generation() != generation) {
            return new Lease.Superseded();
        }
        if (isOver(rule, seen, amount)) {
            return new Lease.Exhausted(seen);
        }
        return new Lease.Granted(save(with(seen, amount.micros(), 0, 0, seen.touched())));
    }

    @Override
    public synchronized Lease leaseDirect(BudgetRule rule, Money amount) {
        var seen = find(rule.key());
        if (isOver(rule, seen, amount)) {
            return new Lease.Exhausted(seen);
        }
        return new Lease.Granted(save(with(seen, 0, amount.micros(), 0, clock.instant())));
    }

    @Override
    public synchronized void giveBackDirect(BudgetKey key, Money amount) {
        var seen = find(key);
        save(with(seen, 0, -amount.micros(), 0, seen.touched()));
    }

    @Override
    public synchronized boolean giveBack(BudgetAccount seen, long stranded) {
        var now = find(seen.key());
        if (!isAsSeen(now, seen)) {
            return false;
        }
        save(with(now, 0, 0, stranded, now.touched()));
        return true;
    }

    @Override
    public synchronized void markReconciled(BudgetAccount seen) {
        var now = find(seen.key());
        if (isAsSeen(now, seen)) {
            accounts.put(
                    now.key(),
                    new BudgetAccount(
                            now.key(),
                            now.generation(),
                            now.run(),
                            now.base(),
                            now.leased(),
                            now.direct(),
                            now.returned(),
                            now.touched(),
                            true));
        }
    }

    @Override
    public synchronized boolean mark(BudgetKey key, Threshold threshold) {
        return marks.add(new Mark(key, threshold));
    }

    @Override
    public synchronized List<BudgetAccount> accounts(List<String> labels) {
        return accounts.values().stream()
                .filter(account -> labels.contains(account.key().label()))
                .toList();
    }

    private static boolean isOver(BudgetRule rule, BudgetAccount seen, Money amount) {
        return rule.hard() && seen.total() + amount.micros() > rule.limit().micros();
    }

    private static boolean isAsSeen(BudgetAccount now, BudgetAccount seen) {
        return now.generation() == seen.generation()
                && now.direct() == seen.direct()
                && now.returned() == seen.returned();
    }

    private static BudgetAccount with(
            BudgetAccount seen, long leased, long direct, long returned, Instant touched) {
        return new BudgetAccount(
                seen.key(),
                seen.generation(),
                seen.run(),
                seen.base(),
                seen.leased() + leased,
                seen.direct() + direct,
                seen.returned() + returned,
                touched,
                seen.reconciled() && direct <= 0);
    }

    private BudgetAccount save(BudgetAccount account) {
        accounts.put(account.key(), account);
        return account;
    }

    private record Mark(BudgetKey key, Threshold threshold) {}
}
