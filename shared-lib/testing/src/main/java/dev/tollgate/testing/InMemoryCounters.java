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

/** The counters in maps, one caller at a time; can be lost and can be down, as the real ones. */
public final class InMemoryCounters implements Counters {
    private final InstantSource clock;
    private final Map<Place, SlidingWindow> windows = new HashMap<>();
    private final Map<Scoped, Map<InvocationId, Instant>> running = new HashMap<>();
    private final Map<BudgetKey, Slices> slices = new HashMap<>();
    private final Map<InvocationId, Held> reservations = new HashMap<>();
    private int life = 1;
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
        life++;
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
        var short_ = new ArrayList<Counted.Shortage>();
        for (var rule : request.budgets()) {
            var mine = live(rule.key());
            long available = mine.map(each -> each.available).orElse(0L);
            long used = mine.map(Slices::used).orElse(0L);
            if (mine.isEmpty() || available < request.cost().micros()) {
                short_.add(
                        new Counted.Shortage(
                                rule,
                                mine.map(each -> each.generation).orElse(0L),
                                new Money(request.cost().micros() - available),
                                new Money(Math.max(0, used + Math.max(0, available)))));
            } else if (rule.hard() && used + request.cost().micros() > rule.limit().micros()) {
                return new Counted.OverLimit(rule, new Money(used));
            }
        }
        return short_.isEmpty() ? admit(request, now) : new Counted.LeaseNeeded(lifeName(), short_);
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
            var mine = live(rule.key()).orElseThrow();
            mine.available -= request.cost().micros();
            draws.add(new Draw(rule.key(), mine.generation));
            states.add(new BudgetState(rule, new Money(Math.max(0, mine.used()))));
        }
        var reservation =
                new Reservation(
                        request.organisation(),
                        request.invocation(),
                        request.cost(),
                        draws,
                        request.concurrency().map(ConcurrencyRule::scope));
        reservations.put(request.invocation(), new Held(reservation, clock.instant()));
        return new Counted.Admitted(reservation, rates, states);
    }

    @Override
    public synchronized Credit credit(BudgetRule rule, String run, BudgetAccount account) {
        answer();
        if (!run.equals(lifeName())) {
            return new Credit.Stale();
        }
        var mine = live(account.key()).orElse(null);
        if (mine != null && mine.generation > account.generation()) {
            return new Credit.Stale();
        }
        if (mine == null || mine.generation < account.generation()) {
            mine = new Slices(life, account.generation(), account.base());
            slices.put(account.key(), mine);
        }
        mine.available += Math.max(0, account.leased() - mine.credited);
        mine.credited = Math.max(mine.credited, account.leased());
        mine.elsewhere = account.settled();
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
            live(draw.key())
                    .filter(mine -> mine.generation == draw.generation())
                    .ifPresent(mine ->
                            mine.available += held.reservation().held().micros() - actual.micros());
        }
        held.reservation()
                .concurrency()
                .ifPresent(scope ->
                        running(reservation.organisation(), scope)
                                .remove(reservation.invocation()));
        return true;
    }

    @Override
    public synchronized List<Reservation> heldLongerThan(
            OrganisationId organisation, Duration age) {
        answer();
        var until = clock.instant().minus(age);
        return reservations.values().stream()
                .filter(held -> held.reservation().organisation().equals(organisation))
                .filter(held -> !held.since().isAfter(until))
                .map(Held::reservation)
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
                        .flatMap(rule ->
                                live(rule.key())
                                        .map(mine ->
                                                new SliceState(
                                                        rule,
                                                        mine.generation,
                                                        new Money(Math.max(0, mine.used())),
                                                        mine.available))
                                        .stream())
                        .toList();
        return new Usage(windowStates, sliceStates);
    }

    @Override
    public synchronized String run() {
        answer();
        return lifeName();
    }

    private void answer() {
        if (down) {
            throw new CountersDown("switched off by the test");
        }
    }

    private String lifeName() {
        return "life-" + life;
    }

    private Optional<Slices> live(BudgetKey key) {
        return Optional.ofNullable(slices.get(key)).filter(mine -> mine.life == life);
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

    private record Held(Reservation reservation, Instant since) {}

    private static final class Slices {
        private final int life;
        private final long generation;
        private final long base;
        private long credited;
        private long available;
        private long elsewhere;

        Slices(int life, long generation, long base) {
            this.life = life;
            this.generation = generation;
            this.base = base;
            this.credited = base;
        }

        long used() {
            return elsewhere + credited - base - available;
        }
    }
}
