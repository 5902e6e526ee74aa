package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.Budgets.Lease;
import dev.tollgate.domain.admission.Counted.LeaseNeeded;
import dev.tollgate.domain.admission.Counted.Shortage;
import dev.tollgate.domain.admission.Counters.Credit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a call may go on. The counters decide in one round trip; only when a budget's
 * slice runs short is more leased from the limit itself. Without the counters, budgets are drawn
 * from the limit directly and rates hold per process, or nothing goes on, as the fail mode says.
 */
public final class Admit {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Counters counters;
    private final Budgets budgets;
    private final RateFailMode failMode;
    private final LocalWindows local;
    private final InstantSource clock;
    private final Pause pause;

    public Admit(
            Counters counters,
            Budgets budgets,
            RateFailMode failMode,
            InstantSource clock,
            Pause pause) {
        this.counters = counters;
        this.budgets = budgets;
        this.failMode = failMode;
        this.local = new LocalWindows(clock);
        this.clock = clock;
        this.pause = pause;
    }

    /** What happens to calls when the shared rate counters do not answer. */
    public enum RateFailMode {
        /** They go on, within the limits per process. */
        OPEN,
        /** They are refused. */
        CLOSED
    }

    /** Waits a moment while another caller leases; a few milliseconds, longer with each attempt. */
    @FunctionalInterface
    public interface Pause {
        void before(int attempt);
    }

    /** A fault of the durable side is thrown: a budget that cannot be checked is never open. */
    public Admission admit(AdmissionRequest request) {
        try {
            return withCounters(request);
        } catch (CountersDown down) {
            return withoutCounters(request);
        }
    }

    private Admission withCounters(AdmissionRequest request) {
        var deadline = clock.instant().plus(PATIENCE);
        for (int attempt = 1; clock.instant().isBefore(deadline); attempt++) {
            switch (counters.count(request)) {
                case Counted.Admitted(var reservation, var rates, var states, var refills) -> {
                    refill(request.cost(), refills);
                    return new Admission.Admitted(reservation, rates, states, true);
                }
                case Counted.RateLimited(var rule, var retryAfter) -> {
                    return new Admission.RateLimited(rule, retryAfter);
                }
                case Counted.TooManyAtOnce(var rule, var retryAfter) -> {
                    return new Admission.TooManyAtOnce(rule, retryAfter);
                }
                case Counted.OverLimit(var rule, var used) -> {
                    return new Admission.OverBudget(rule, used);
                }
                case Counted.Down down -> {
                    return withoutCounters(request);
                }
                case Counted.Busy busy -> pause.before(attempt);
                case LeaseNeeded needed -> {
                    var over = lease(request.cost(), needed);
                    if (over.isPresent()) {
                        return over.get();
                    }
                }
            }
        }
        return new Admission.Undecided("the budgets are contended", SOON);
    }

    /**
     * The call is admitted whatever comes of this. Should it fail, the lock runs out and the next
     * caller that finds too little leases, or meets the fault itself.
     */
    private void refill(Money cost, List<Shortage> refills) {
        try {
            refills.forEach(shortage -> lease(cost, shortage));
        } catch (RuntimeException e) {
            return;
        }
    }

    private Optional<Admission.OverBudget> lease(Money cost, LeaseNeeded needed) {
        var exhausted = Optional.<Admission.OverBudget>empty();
        for (var shortage : needed.shortages()) {
            exhausted = later(exhausted, lease(cost, shortage));
        }
        return exhausted;
    }

    /**
     * Empty if it is worth counting again. Refuses only when the limit has too little left and
     * every lease of this generation is credited: another caller's lease that has not arrived in
     * the counters yet is credited here and used.
     */
    private Optional<Admission.OverBudget> lease(Money cost, Shortage shortage) {
        var rule = shortage.rule();
        var ticket = shortage.ticket();
        return switch (answer(cost, shortage)) {
            case Lease.Granted(var account) -> {
                counters.credit(rule, ticket, account);
                yield Optional.empty();
            }
            case Lease.Superseded superseded -> {
                counters.credit(rule, ticket, open(shortage));
                yield Optional.empty();
            }
            case Lease.Exhausted(var account) ->
                    switch (counters.credit(rule, ticket, account)) {
                        case Credit.Done(var available) when available < cost.micros() ->
                                Optional.of(new Admission.OverBudget(rule, used(account)));
                        case Credit.Done done -> Optional.empty();
                        case Credit.Stale stale -> Optional.empty();
                    };
        };
    }

    private Lease answer(Money cost, Shortage shortage) {
        var rule = shortage.rule();
        if (shortage.generation() == 0) {
            var account = open(shortage);
            return lease(rule, account.generation(), cost, shortage.missing(), used(account));
        }
        if (shortage.missing().isZero()) {
            var account = budgets.find(rule.key());
            return account.generation() == shortage.generation()
                    ? new Lease.Granted(account)
                    : new Lease.Superseded();
        }
        return lease(rule, shortage.generation(), cost, shortage.missing(), shortage.committed());
    }

    private BudgetAccount open(Shortage shortage) {
        var rule = shortage.rule();
        return budgets.open(rule.key(), rule.endsAt(), shortage.ticket().life());
    }

    /** Smaller slices as others take what is left; ends when not even what is missing is left. */
    private Lease lease(
            BudgetRule rule, long generation, Money cost, Money missing, Money committed) {
        var lease = budgets.lease(rule, generation, slice(rule, cost, missing, committed));
        while (lease instanceof Lease.Exhausted(var account)
                && account.total() + missing.micros() <= rule.limit().micros()) {
            lease = budgets.lease(rule, generation, slice(rule, cost, missing, used(account)));
        }
        return lease;
    }

    private static Money slice(BudgetRule rule, Money cost, Money missing, Money committed) {
        var left = rule.hard() ? rule.limit().minusOrZero(committed) : rule.limit();
        return Slices.size(rule.limit(), left, cost, missing);
    }

    private Admission withoutCounters(AdmissionRequest request) {
        if (failMode == RateFailMode.CLOSED) {
            return new Admission.Undecided("the rate limits cannot be checked", SOON);
        }
        var refusal = local.count(request.organisation(), request.rates());
        if (refusal.isPresent()) {
            return new Admission.RateLimited(refusal.get().rule(), refusal.get().retryAfter());
        }
        var taken = new ArrayList<BudgetRule>();
        var states = new ArrayList<BudgetState>();
        for (var rule : request.budgets()) {
            switch (budgets.leaseDirect(rule, request.cost())) {
                case Lease.Granted(var account) -> {
                    taken.add(rule);
                    states.add(new BudgetState(rule, used(account)));
                }
                case Lease.Exhausted(var account) -> {
                    taken.forEach(each -> budgets.giveBackDirect(each.key(), request.cost()));
                    return new Admission.OverBudget(rule, used(account));
                }
                case Lease.Superseded superseded ->
                        throw new IllegalStateException("a direct lease has no generation");
            }
        }
        return new Admission.Admitted(direct(request), List.of(), states, false);
    }

    private static Reservation direct(AdmissionRequest request) {
        var draws =
                request.budgets().stream().map(rule -> new Draw(rule.key(), Draw.DIRECT)).toList();
        return new Reservation(
                request.organisation(),
                request.invocation(),
                request.cost(),
                draws,
                request.concurrency().map(ConcurrencyRule::scope));
    }

    private static Money used(BudgetAccount account) {
        return new Money(Math.max(0, account.total()));
    }

    private static Optional<Admission.OverBudget> later(
            Optional<Admission.OverBudget> one, Optional<Admission.OverBudget> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().rule().endsAt().isBefore(other.get().rule().endsAt()) ? other : one;
    }
}
