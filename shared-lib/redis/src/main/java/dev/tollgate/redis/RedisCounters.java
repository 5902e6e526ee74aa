package dev.tollgate.redis;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.BudgetAccount;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.BudgetState;
import dev.tollgate.domain.admission.Counted;
import dev.tollgate.domain.admission.Counted.Ticket;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.admission.Draw;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.RateState;
import dev.tollgate.domain.admission.Reservation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ZRangeParams;

/**
 * The counters on Redis: each method is one script, so one round trip. See {@link Answering} for
 * what a failure does.
 */
public final class RedisCounters implements Counters {
    /** A call in flight longer than this is swept up by maintenance, whatever became of it. */
    private static final Duration RESERVATION = Duration.ofDays(3);

    private static final Duration LEASING = Duration.ofMillis(500);
    private static final Duration PLACE_FREES = Duration.ofSeconds(1);
    private static final Duration AFTER_PERIOD = Duration.ofDays(3);
    private static final int SWEEP = 100;

    private final RedisClient client;
    private final InstantSource clock;
    private final Script admit;
    private final Script credit;
    private final Script settle;
    private final Script usage;
    private final Answering answering;

    public RedisCounters(RedisClient client, InstantSource clock) {
        this(client, clock, Script::text);
    }

    /** {@code scripts} gives the text of a script by name; tests put another time into it. */
    RedisCounters(RedisClient client, InstantSource clock, UnaryOperator<String> scripts) {
        this.client = client;
        this.clock = clock;
        this.answering = new Answering(client, clock);
        this.admit = new Script(scripts.apply("admit.lua"));
        this.credit = new Script(scripts.apply("credit.lua"));
        this.settle = new Script(scripts.apply("settle.lua"));
        this.usage = new Script(scripts.apply("usage.lua"));
    }

    @Override
    public Counted count(AdmissionRequest request) {
        var keys = new Keys(request.organisation());
        var names = new ArrayList<String>();
        names.add(keys.reservation(request.invocation()));
        names.add(keys.open());
        request.rates().forEach(rule -> names.add(keys.window(rule)));
        request.concurrency().ifPresent(rule -> names.add(keys.concurrency(rule.scope())));
        request.budgets().forEach(rule -> names.add(keys.budget(rule.key())));
        try {
            return counted(request, answering.to(() -> admit.run(client, names, limits(request))));
        } catch (CountersDown e) {
            return new Counted.Down(String.valueOf(e.getMessage()));
        }
    }

    private List<String> limits(AdmissionRequest request) {
        var arguments = new ArrayList<String>();
        arguments.add(request.invocation().value());
        arguments.add(text(request.cost().micros()));
        arguments.add(text(RESERVATION.toMillis()));
        arguments.add(text(LEASING.toMillis()));
        arguments.add(text(SLICES_HOLD.toMillis()));
        arguments.add(text(request.rates().size()));
        arguments.add(request.concurrency().isPresent() ? "1" : "0");
        arguments.add(text(request.budgets().size()));
        for (var rule : request.rates()) {
            arguments.add(text(rule.calls()));
            arguments.add(text(rule.window().bucket().toMillis()));
            arguments.add(text(rule.window().counted()));
        }
        request.concurrency()
                .ifPresent(rule -> {
                    arguments.add(text(rule.calls()));
                    arguments.add(text(rule.lease().toMillis()));
                });
        for (var rule : request.budgets()) {
            arguments.add(text(rule.limit().micros()));
            arguments.add(rule.hard() ? "1" : "0");
            arguments.add(timeToLive(rule));
            arguments.add(text(rule.lowWater(request.cost()).micros()));
        }
        return arguments;
    }

    private static Counted counted(AdmissionRequest request, List<?> answer) {
        return switch ((int) number(answer, 0)) {
            case 0 -> admitted(request, answer);
            case 1 ->
                    new Counted.RateLimited(
                            request.rates().get((int) number(answer, 1) - 1),
                            Duration.ofMillis(number(answer, 2)));
            case 2 -> new Counted.TooManyAtOnce(request.concurrency().orElseThrow(), PLACE_FREES);
            case 3 ->
                    new Counted.OverLimit(
                            request.budgets().get((int) number(answer, 1) - 1),
                            money(number(answer, 2)));
            case 4 -> new Counted.LeaseNeeded(shortages(request, answer, 1));
            case 5 -> new Counted.Busy();
            default -> throw new IllegalStateException("admit.lua answered " + answer);
        };
    }

    private static Counted admitted(AdmissionRequest request, List<?> answer) {
        int next = 1;
        var rates = new ArrayList<RateState>();
        for (var rule : request.rates()) {
            rates.add(new RateState(rule, (int) number(answer, next++)));
        }
        var draws = new ArrayList<Draw>();
        var budgets = new ArrayList<BudgetState>();
        for (var rule : request.budgets()) {
            draws.add(new Draw(rule.key(), number(answer, next++)));
            budgets.add(new BudgetState(rule, money(number(answer, next++))));
        }
        var reservation =
                new Reservation(
                        request.organisation(),
                        request.invocation(),
                        request.cost(),
                        draws,
                        request.concurrency().map(rule -> rule.scope()));
        return new Counted.Admitted(reservation, rates, budgets, shortages(request, answer, next));
    }

    /** The shortages that an answer of {@code admit.lua} ends with. */
    private static List<Counted.Shortage> shortages(
            AdmissionRequest request, List<?> answer, int first) {
        var shortages = new ArrayList<Counted.Shortage>();
        for (int next = first; next < answer.size(); next += 6) {
            shortages.add(
                    new Counted.Shortage(
                            request.budgets().get((int) number(answer, next) - 1),
                            new Ticket(
                                    String.valueOf(answer.get(next + 1)), number(answer, next + 2)),
                            number(answer, next + 3),
                            money(number(answer, next + 4)),
                            money(number(answer, next + 5))));
        }
        return shortages;
    }

    @Override
    public Credit credit(BudgetRule rule, Ticket ticket, BudgetAccount account) {
        var keys = new Keys(account.key().organisation());
        var answer =
                answering.to(() ->
                        credit.run(
                                client,
                                List.of(keys.budget(account.key())),
                                List.of(
                                        ticket.life(),
                                        text(ticket.asked()),
                                        text(account.generation()),
                                        text(account.base()),
                                        text(account.leased()),
                                        text(account.settled()),
                                        text(account.total()),
                                        timeToLive(rule))));
        return number(answer, 0) == 1 ? new Credit.Done(number(answer, 1)) : new Credit.Stale();
    }

    @Override
    public boolean settle(Reservation reservation, Money actual) {
        return end(reservation, actual, List.of());
    }

    /** One round trip to learn which windows count it, and the script. */
    @Override
    public boolean release(Reservation reservation) {
        var keys = new Keys(reservation.organisation());
        var held = answering.to(() -> client.hgetAll(keys.reservation(reservation.invocation())));
        return end(reservation, Money.ZERO, held.keySet().stream().filter(keys::isWindow).toList());
    }

    private boolean end(Reservation reservation, Money actual, List<String> windows) {
        var keys = new Keys(reservation.organisation());
        var own = keys.reservation(reservation.invocation());
        var names = new ArrayList<String>();
        names.add(own);
        names.add(keys.open());
        names.add(reservation.concurrency().map(keys::concurrency).orElse(own));
        var arguments = new ArrayList<String>();
        arguments.add(reservation.invocation().value());
        arguments.add(text(actual.micros()));
        arguments.add(text(reservation.draws().size()));
        for (var draw : reservation.draws()) {
            names.add(keys.budget(draw.key()));
            arguments.add(text(draw.generation()));
        }
        names.addAll(windows);
        return number(answering.to(() -> settle.run(client, names, arguments)), 0) == 1;
    }

    @Override
    public void freePlace(Reservation reservation) {
        var keys = new Keys(reservation.organisation());
        reservation
                .concurrency()
                .ifPresent(scope ->
                        answering.to(() ->
                                client.zrem(
                                        keys.concurrency(scope),
                                        reservation.invocation().value())));
    }

    @Override
    public List<Reservation> heldLongerThan(OrganisationId organisation, Duration age, int skip) {
        var keys = new Keys(organisation);
        double until = (double) clock.instant().minus(age).toEpochMilli();
        return answering
                .to(() ->
                        client.zrange(
                                keys.open(),
                                ZRangeParams.zrangeByScoreParams(0, until).limit(skip, SWEEP)))
                .stream()
                .map(InvocationId::new)
                .flatMap(invocation ->
                        held(organisation, invocation)
                                .or(() -> Optional.of(gone(organisation, invocation)))
                                .stream())
                .toList();
    }

    /** A reservation that has expired by itself holds nothing; settling it clears its entry. */
    private static Reservation gone(OrganisationId organisation, InvocationId invocation) {
        return new Reservation(organisation, invocation, Money.ZERO, List.of(), Optional.empty());
    }

    @Override
    public Optional<Reservation> held(OrganisationId organisation, InvocationId invocation) {
        var keys = new Keys(organisation);
        Map<String, String> fields =
                answering.to(() -> client.hgetAll(keys.reservation(invocation)));
        return Optional.ofNullable(fields.get("cost"))
                .map(cost ->
                        new Reservation(
                                organisation,
                                invocation,
                                new Money(Long.parseLong(cost)),
                                draws(keys, fields),
                                Optional.ofNullable(fields.get("place"))
                                        .map(keys::concurrencyScope)));
    }

    private static List<Draw> draws(Keys keys, Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> keys.isBudget(field.getKey()))
                .map(field ->
                        new Draw(keys.budget(field.getKey()), Long.parseLong(field.getValue())))
                .toList();
    }

    @Override
    public Usage usage(
            OrganisationId organisation, List<RateRule> rates, List<BudgetRule> budgets) {
        var keys = new Keys(organisation);
        var names = new ArrayList<String>();
        var arguments = new ArrayList<String>();
        arguments.add(text(rates.size()));
        for (var rule : rates) {
            names.add(keys.window(rule));
            arguments.add(text(rule.window().bucket().toMillis()));
            arguments.add(text(rule.window().counted()));
        }
        budgets.forEach(rule -> names.add(keys.budget(rule.key())));
        if (names.isEmpty()) {
            return new Usage(List.of(), List.of());
        }
        var answer = answering.to(() -> usage.run(client, names, arguments));
        int next = 0;
        var windows = new ArrayList<RateState>();
        for (var rule : rates) {
            windows.add(new RateState(rule, (int) number(answer, next++)));
        }
        var slices = new ArrayList<SliceState>();
        for (var rule : budgets) {
            long generation = number(answer, next++);
            var used = money(number(answer, next++));
            long available = number(answer, next++);
            if (generation > 0) {
                slices.add(new SliceState(rule, generation, used, available));
            }
        }
        return new Usage(windows, slices);
    }

    private String timeToLive(BudgetRule rule) {
        var left = Duration.between(clock.instant(), rule.endsAt().plus(AFTER_PERIOD));
        return text(Math.max(1, left.toMillis()));
    }

    private static Money money(long micros) {
        return new Money(Math.max(0, micros));
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static long number(List<?> answer, int index) {
        return (Long) answer.get(index);
    }
}
