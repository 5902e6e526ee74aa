package dev.tollgate.domain.admission;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Balances the books: what was leased in lives of the counters that are over, or taken directly,
 * and no recorded call accounts for, goes back to its budget. Once a period is over its last slices
 * are taken for over too, so that what remains taken is what calls cost, to the micro-dollar.
 *
 * <p>Money is looked at when it has lain still for the grace time. Until then a call may have been
 * drawn and not recorded: from slices that are no longer confirmed, for {@link
 * Counters#SLICES_HOLD}; and between its admission and its record, for the rest of the grace time.
 * So no call may be recorded later than that after its admission.
 */
public final class Reconcile {
    /** The life of the slices of a period that is over. */
    public static final String CLOSED = "closed";

    /** The life of slices that were lost, until a call asks for new ones. */
    private static final String LOST = "lost";

    private static final ZoneOffset FIRST = ZoneOffset.ofHours(14);
    private static final ZoneOffset LAST = ZoneOffset.ofHours(-12);
    private static final Duration MARGIN = Duration.ofHours(1);

    private final Budgets budgets;
    private final Counters counters;
    private final Charges charges;
    private final Duration grace;
    private final InstantSource clock;

    /**
     * @param grace usually 60 s
     */
    public Reconcile(
            Budgets budgets,
            Counters counters,
            Charges charges,
            Duration grace,
            InstantSource clock) {
        if (grace.compareTo(Counters.SLICES_HOLD) <= 0) {
            throw new IllegalArgumentException(
                    "slices may be drawn from for " + Counters.SLICES_HOLD + ", grace: " + grace);
        }
        this.budgets = budgets;
        this.counters = counters;
        this.charges = charges;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * What one run did.
     *
     * @param ended generations
     * @param returned to all budgets, in micro-USD; below zero if calls cost more than they held
     * @param inOrder accounts found without a difference
     */
    public record Outcome(int ended, long returned, int inOrder) {
        private static final Outcome NOTHING = new Outcome(0, 0, 0);

        private Outcome plus(Outcome other) {
            return new Outcome(
                    ended + other.ended, returned + other.returned, inOrder + other.inOrder);
        }
    }

    /**
     * The labels of all periods that a zone of the world was in between {@code days} ago and now.
     */
    public static Set<String> labels(Instant now, int days) {
        var labels = new TreeSet<String>();
        for (int back = 0; back <= days; back++) {
            var day = now.minus(Duration.ofDays(back));
            for (var zone : List.of(FIRST, LAST)) {
                labels.add(Period.DAILY.label(day, zone));
                labels.add(Period.MONTHLY.label(day, zone));
            }
        }
        return labels;
    }

    /** May be run at any time, as often as wanted, by several at once. */
    public Outcome reconcile(Collection<String> labels) {
        return budgets.accounts(List.copyOf(labels)).stream()
                .collect(groupingBy(account -> account.key().organisation()))
                .entrySet()
                .stream()
                .map(each -> reconcile(each.getKey(), each.getValue()))
                .reduce(Outcome.NOTHING, Outcome::plus);
    }

    private Outcome reconcile(OrganisationId organisation, List<BudgetAccount> listed) {
        var alive = alive(organisation, listed);
        int ended = 0;
        var due = new ArrayList<BudgetAccount>();
        for (var each : listed) {
            // The list may be behind; this is not.
            var account = budgets.find(each.key());
            if (!isStill(account)) {
                continue;
            }
            if (end(account, alive)) {
                ended++;
            } else if (!account.reconciled()) {
                due.add(account);
            }
        }
        return due.isEmpty() ? new Outcome(ended, 0, 0) : balance(organisation, due, ended);
    }

    /** The counters' word on which accounts' slices they still have; all, if they do not answer. */
    private Set<BudgetAccount> alive(OrganisationId organisation, List<BudgetAccount> accounts) {
        var rules = accounts.stream().map(Reconcile::anyRule).toList();
        try {
            var generations =
                    counters.usage(organisation, List.of(), rules).budgets().stream()
                            .collect(
                                    toMap(
                                            slices -> slices.rule().key(),
                                            Counters.SliceState::generation));
            return accounts.stream()
                    .filter(account ->
                            generations.getOrDefault(account.key(), 0L) == account.generation())
                    .collect(toUnmodifiableSet());
        } catch (CountersDown down) {
            return Set.copyOf(accounts);
        }
    }

    /**
     * Begins another generation where the current one's slices are lost, or its period is over. A
     * caller that is still about to credit them finds out when they are to be confirmed.
     */
    private boolean end(BudgetAccount account, Set<BudgetAccount> alive) {
        boolean isOver = isOver(account.key());
        boolean isLost =
                account.generation() > 0
                        && !account.run().equals(LOST)
                        && alive.stream().noneMatch(each -> isOfSameGeneration(each, account));
        if (isOver ? account.run().equals(CLOSED) : !isLost) {
            return false;
        }
        budgets.open(account.key(), endOf(account.key()), isOver ? CLOSED : LOST);
        return true;
    }

    private static boolean isOfSameGeneration(BudgetAccount one, BudgetAccount other) {
        return one.key().equals(other.key()) && one.generation() == other.generation();
    }

    private Outcome balance(OrganisationId organisation, List<BudgetAccount> due, int ended) {
        var all = due.stream().map(Taken::new).toList();
        var taken = all.stream().collect(toMap(each -> each.account.key(), Function.identity()));
        charges.each(organisation, start(due), end(due), charge -> take(charge, taken));
        long returned = 0;
        int inOrder = 0;
        for (var each : all) {
            long stranded = each.account.settled() - each.sum;
            if (stranded != 0) {
                returned += budgets.giveBack(each.account, stranded) ? stranded : 0;
            } else if (!each.isOpen) {
                budgets.markReconciled(each.account);
                inOrder++;
            }
        }
        return new Outcome(ended, returned, inOrder);
    }

    private static void take(Charge charge, Map<BudgetKey, Taken> taken) {
        for (var draw : charge.draws()) {
            var mine = taken.get(draw.key());
            if (mine != null && draw.generation() < mine.generation) {
                mine.sum += charge.amount().micros();
                mine.isOpen |= charge.open();
            }
        }
    }

    private boolean isStill(BudgetAccount account) {
        return !account.touched().plus(grace).isAfter(clock.instant());
    }

    private boolean isOver(BudgetKey key) {
        return !key.period().end(key.label(), LAST).plus(grace).isAfter(clock.instant());
    }

    private static Instant start(List<BudgetAccount> accounts) {
        return accounts.stream()
                .map(account -> account.key().period().start(account.key().label(), FIRST))
                .min(Instant::compareTo)
                .orElseThrow()
                .minus(MARGIN);
    }

    private static Instant end(List<BudgetAccount> accounts) {
        return accounts.stream()
                .map(account -> endOf(account.key()))
                .max(Instant::compareTo)
                .orElseThrow()
                .plus(MARGIN);
    }

    /** In the last zone of the world to see it. */
    private static Instant endOf(BudgetKey key) {
        return key.period().end(key.label(), LAST);
    }

    private static BudgetRule anyRule(BudgetAccount account) {
        return new BudgetRule(account.key(), Money.ZERO, true, endOf(account.key()));
    }

    /** What recorded calls took of an account, apart from its current slices. */
    private static final class Taken {
        private final BudgetAccount account;
        private final long generation;
        private long sum;
        private boolean isOpen;

        Taken(BudgetAccount account) {
            this.account = account;
            // Before the first generation all there is was taken directly.
            this.generation = Math.max(1, account.generation());
        }
    }
}
