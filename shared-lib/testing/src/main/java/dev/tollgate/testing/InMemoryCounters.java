package dev.tollgate.testing;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.BudgetAccount;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.BudgetState;
import dev.tollgate.domain.admission.ConcurrencyRule;
import dev.tollgate.domain.admission.Counted;
import dev.tollgate.domain.admission.Counted.Ticket;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.admission.Draw;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.RateState;
import dev.tollgate.domain.admission.Reservation;
import dev.tollgate.domain.admission.SlidingWindow;
import dev.tollgate.domain.admission.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The counters in maps, one caller at a time; can be lost and can be down, as the real ones. */
public final class InMemoryCounters implements Counters {
    /** Of all counters: no two lives are the same. */
    private static final AtomicLong LIVES = new AtomicLong();

    private final InstantSource clock;
    private final Map<Place, SlidingWindow> windows = new HashMap<>();
    private final Map<Scoped, Map<InvocationId, Instant>> running = new HashMap<>();
    private final Map<BudgetKey, Slices> slices = new HashMap<>();
    private final Map<InvocationId, Held> reservations = new HashMap<>();
    private boolean down;

    public InMemoryCounters(InstantSource clock) {
        this.clock = clock;
    }

    /** Everything is forgotten, as when the server is killed and started again. */
    public synchronized void lose() {
        windows.clear();
        running.clear();
        slices.clear();
        reservations.clear();
        down = false;
    }

    public synchronized void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public synchronized Counted count(AdmissionRequest request) {
        if (down) {
            return new Counted.Down("switched off by the test");
        }
        long now = clock.millis();
        var rate =
                request.rates().stream()
                        .map(rule ->
                                new Counted.RateLimited(rule, untilOneFits(request, rule, now)))
                        .filter(each -> each.retryAfter().isPositive())
                        .max(Comparator.comparing(Counted.RateLimited::retryAfter));
        if (rate.isPresent()) {
            return rate.get();
        }
        if (request.concurrency().filter(rule -> isFull(request, rule)).isPresent()) {
            return new Counted.TooManyAtOnce(
                    request.concurrency().orElseThrow(), Duration.ofSeconds(1));
        }
        long cost = request.cost().micros();
        var shortages = new ArrayList<Counted.Shortage>();
        for (var rule : request.budgets()) {
            var mine = slices(rule.key());
            if (mine.isKnownToLack(rule, cost, now)) {
                return new Counted.OverLimit(rule, money(mine.total));
            }
            if (mine.lacks(cost, now)) {
                shortages.add(shortage(rule, mine, cost, now));
            } else if (rule.hard() && mine.used() + cost > rule.limit().micros()) {
                return new Counted.OverLimit(rule, money(mine.used()));
            }
        }
        return shortages.isEmpty() ? admit(request, now) : new Counted.LeaseNeeded(shortages);
    }

    private static Counted.Shortage shortage(BudgetRule rule, Slices mine, long cost, long now) {
        return new Counted.Shortage(
                rule,
                new Ticket(mine.life, now),
                mine.generation,
                money(cost - mine.available),
                money(mine.used() + Math.max(0, mine.available)));
    }

    private Counted admit(AdmissionRequest request, long now) {
        var rates = new ArrayList<RateState>();
        for (var rule : request.rates()) {
            window(request.organisation(), rule).add(now);
            rates.add(new RateState(rule, window(request.organisation(), rule).used(now)));
        }
        request.concurrency()
                .ifPresent(rule ->
                        running(request.organisation(), rule.scope())
                                .put(request.invocation(), clock.instant().plus(rule.lease())));
        var draws = new ArrayList<Draw>();
        var states = new ArrayList<BudgetState>();
        for (var rule : request.budgets()) {
            var mine = slices(rule.key());
            mine.available -= request.cost().micros();
            draws.add(new Draw(rule.key(), mine.generation));
            states.add(new BudgetState(rule, money(mine.used())));
        }
        var reservation =
                new Reservation(
                        request.organisation(),
                        request.invocation(),
                        request.cost(),
                        draws,
                        request.concurrency().map(ConcurrencyRule::scope));
        reservations.put(
                request.invocation(), new Held(reservation, clock.instant(), request.rates()));
        return new Counted.Admitted(reservation, rates, states, List.of());
    }

    @Override
    public synchronized Credit credit(BudgetRule rule, Ticket ticket, BudgetAccount account) {
        answer();
        var mine = slices.get(account.key());
        if (mine == null
                || !mine.life.equals(ticket.life())
                || mine.generation > account.generation()) {
            return new Credit.Stale();
        }
        if (mine.generation < account.generation()) {
            mine.begin(account);
        }
        mine.available += Math.max(0, account.leased() - mine.credited);
        mine.credited = Math.max(mine.credited, account.leased());
        if (ticket.asked() >= mine.known) {
            mine.elsewhere = account.settled();
            mine.total = account.total();
            mine.known = ticket.asked();
        }
        return new Credit.Done(mine.available);
    }

    @Override
    public synchronized boolean settle(Reservation reservation, Money actual) {
        answer();
        var held = reservations.remove(reservation.invocation());
        if (held == null) {
            return false;
        }
        for (var draw : held.reservation().draws()) {
            var mine = slices.get(draw.key());
            if (mine != null && mine.generation == draw.generation()) {
                long spent = reservation.draws().contains(draw) ? actual.micros() : 0;
                mine.available += held.reservation().held().micros() - spent;
            }
        }
        held.reservation()
                .concurrency()
                .ifPresent(scope ->
                        running(reservation.organisation(), scope)
                                .remove(reservation.invocation()));
        return true;
    }

    @Override
    public synchronized boolean release(Reservation reservation) {
        answer();
        Optional.ofNullable(reservations.get(reservation.invocation()))
                .ifPresent(held ->
                        held.rates()
                                .forEach(rule ->
                                        window(reservation.organisation(), rule)
                                                .remove(held.since().toEpochMilli())));
        return settle(reservation, Money.ZERO);
    }

    @Override
    public synchronized void freePlace(Reservation reservation) {
        answer();
        reservation
                .concurrency()
                .ifPresent(scope ->
                        running(reservation.organisation(), scope)
                                .remove(reservation.invocation()));
    }

    @Override
    public synchronized List<Reservation> heldLongerThan(
            OrganisationId organisation, Duration age, int skip) {
        answer();
        var until = clock.instant().minus(age);
        return reservations.values().stream()
                .filter(held -> held.reservation().organisation().equals(organisation))
                .filter(held -> !held.since().isAfter(until))
                .sorted(Comparator.comparing(Held::since))
                .map(Held::reservation)
                .skip(skip)
                .limit(100)
                .toList();
    }

    @Override
    public synchronized Optional<Reservation> held(
            OrganisationId organisation, InvocationId invocation) {
        answer();
        return Optional.ofNullable(reservations.get(invocation))
                .map(Held::reservation)
                .filter(held -> held.organisation().equals(organisation));
    }

    @Override
    public synchronized Usage usage(
            OrganisationId organisation, List<RateRule> rates, List<BudgetRule> budgets) {
        answer();
        var windowStates =
                rates.stream()
                        .map(rule ->
                                new RateState(
                                        rule, window(organisation, rule).used(clock.millis())))
                        .toList();
        var sliceStates =
                budgets.stream()
                        .map(rule -> state(rule, slices(rule.key())))
                        .filter(state -> state.generation() > 0)
                        .toList();
        return new Usage(windowStates, sliceStates);
    }

    private Slices slices(BudgetKey key) {
        return slices.computeIfAbsent(key, any -> new Slices("life-" + LIVES.incrementAndGet()));
    }

    private static SliceState state(BudgetRule rule, Slices mine) {
        return new SliceState(rule, mine.generation, money(mine.used()), mine.available);
    }

    private void answer() {
        if (down) {
            throw new CountersDown("switched off by the test");
        }
    }

    private static Money money(long micros) {
        return new Money(Math.max(0, micros));
    }

    private Duration untilOneFits(AdmissionRequest request, RateRule rule, long now) {
        return window(request.organisation(), rule).untilOneFits(now, rule.calls());
    }

    private SlidingWindow window(OrganisationId organisation, RateRule rule) {
        return windows.computeIfAbsent(
                new Place(organisation, rule.scope(), rule.window()),
                place -> new SlidingWindow(place.window()));
    }

    private boolean isFull(AdmissionRequest request, ConcurrencyRule rule) {
        var calls = running(request.organisation(), rule.scope());
        calls.values().removeIf(until -> !until.isAfter(clock.instant()));
        return calls.size() >= rule.calls();
    }

    private Map<InvocationId, Instant> running(OrganisationId organisation, LimitScope scope) {
        return running.computeIfAbsent(new Scoped(organisation, scope), any -> new HashMap<>());
    }

    private record Place(OrganisationId organisation, LimitScope scope, Window window) {}

    private record Scoped(OrganisationId organisation, LimitScope scope) {}

    private record Held(Reservation reservation, Instant since, List<RateRule> rates) {}

    private static final class Slices {
        private static final long FRESH = 1000;

        private final String life;
        private long generation;
        private long base;
        private long credited;
        private long available;
        private long elsewhere;
        private long total;
        private long known;

        Slices(String life) {
            this.life = life;
        }

        void begin(BudgetAccount account) {
            generation = account.generation();
            base = account.base();
            credited = account.base();
            available = 0;
            known = 0;
        }

        boolean lacks(long cost, long now) {
            return generation == 0
                    || available < cost
                    || now >= known + Counters.SLICES_HOLD.toMillis();
        }

        /** What no lease could bring a moment ago, it does not bring now. */
        boolean isKnownToLack(BudgetRule rule, long cost, long now) {
            return rule.hard()
                    && generation > 0
                    && available < cost
                    && now < known + FRESH
                    && total + cost - available > rule.limit().micros();
        }

        long used() {
            return elsewhere + credited - base - available;
        }
    }
}
