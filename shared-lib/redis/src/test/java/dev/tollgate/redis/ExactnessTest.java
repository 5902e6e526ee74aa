package dev.tollgate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Admit.RateFailMode;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.LimitScope.Kind;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.Window;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.redis.Backends.Instance;
import dev.tollgate.testing.Race;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 64 threads on four independent instances, on real servers. */
final class ExactnessTest {
    private static final int THREADS = 64;
    private static final List<Instance> INSTANCES =
            Backends.instances(4, RedisServer.shared().endpoint(), RateFailMode.CLOSED);

    private final Tenant tenant = Tenant.fresh();

    @Test
    void admitsExactlyTheLimitOfAWindow() throws Exception {
        var rates = List.of(new RateRule(tenant.scope(Kind.AGENT), Window.DAY, 777));

        var answers = answers(20, () -> tenant.call(0, rates));

        assertThat(answers).filteredOn(Admission.Admitted.class::isInstance).hasSize(777);
        assertThat(answers)
                .filteredOn(Admission.RateLimited.class::isInstance)
                .hasSize(THREADS * 20 - 777);
    }

    @ParameterizedTest
    @CsvSource({
        // many slices; cost that does not divide; a limit of few calls; one call; none; nothing
        "100000, 100",
        "99999, 101",
        "70, 10",
        "75, 10",
        "10, 10",
        "9, 10",
        "0, 1",
        "1, 1"
    })
    void admitsExactlyWhatABudgetPaysFor(long budget, long cost) throws Exception {
        var rule = tenant.budget(budget);

        var answers = answers(20, () -> tenant.call(cost, rule));

        assertThat(admitted(answers)).isEqualTo(budget / cost);
        assertThat(refusedBy(rule, answers)).isEqualTo(THREADS * 20L - budget / cost);
        assertThat(spent(rule)).isEqualTo(budget / cost * cost);
    }

    @Test
    void holdsWindowAndBudgetTogether() throws Exception {
        var rates =
                List.of(
                        new RateRule(tenant.scope(Kind.AGENT), Window.DAY, 500),
                        new RateRule(tenant.scope(Kind.ORGANISATION), Window.DAY, 600));
        var rule = tenant.budget(40_007);

        var answers = answers(20, () -> tenant.call(100, rates, rule));

        assertThat(admitted(answers)).isEqualTo(400);
        assertThat(refusedBy(rule, answers)).isEqualTo(THREADS * 20 - 400);
        assertThat(
                        INSTANCES
                                .getFirst()
                                .counters()
                                .usage(tenant.organisation(), rates, List.of())
                                .rates())
                .allMatch(state -> state.used() == 400);
    }

    @Test
    void holdsTheSmallestOfManyBudgets() throws Exception {
        var smallest = tenant.budget(Period.MONTHLY, Kind.TEAM, 33_333);
        BudgetRule[] rules = {
            tenant.budget(Period.DAILY, Kind.AGENT, 50_000),
            tenant.budget(Period.MONTHLY, Kind.AGENT, 70_000),
            tenant.budget(Period.DAILY, Kind.USER, 40_000),
            smallest,
            tenant.budget(Period.DAILY, Kind.ORGANISATION, 34_000),
            tenant.budget(Period.MONTHLY, Kind.ORGANISATION, 1_000_000)
        };

        var answers = answers(10, () -> tenant.call(100, rules));

        assertThat(admitted(answers)).isEqualTo(333);
        assertThat(refusedBy(smallest, answers)).isEqualTo(THREADS * 10 - 333);
        assertThat(List.of(rules)).allSatisfy(rule -> assertThat(spent(rule)).isEqualTo(33_300));
    }

    @Test
    void makesAllOfTheBudgetUsableThroughRefunds() throws Exception {
        var rule = tenant.budget(50_000);
        var spent = new AtomicLong();
        var most = new AtomicLong();

        Race.of(
                THREADS,
                i ->
                        () -> {
                            var instance = INSTANCES.get(i % INSTANCES.size());
                            for (int call = 0; call < 5000 && 50_000 - spent.get() >= 100; call++) {
                                if (instance.admit().admit(tenant.call(100, rule))
                                        instanceof Admission.Admitted admitted) {
                                    long actual = ThreadLocalRandom.current().nextLong(101);
                                    most.accumulateAndGet(spent.addAndGet(actual), Math::max);
                                    instance.counters()
                                            .settle(admitted.reservation(), new Money(actual));
                                }
                            }
                            return i;
                        });
        var rest = 50_000 - spent.get();
        var last = answers(1, () -> tenant.call(1, rule));

        assertThat(most.get()).isLessThanOrEqualTo(50_000);
        assertThat(rest).isBetween(0L, 99L);
        assertThat(admitted(last)).isEqualTo(Math.min(rest, THREADS));
        assertThat(account(rule)).isLessThanOrEqualTo(50_000);
    }

    private static List<Admission> answers(int each, Supplier<AdmissionRequest> calls)
            throws Exception {
        return Race.of(
                        THREADS,
                        i ->
                                () -> {
                                    var answers = new ArrayList<Admission>();
                                    for (int call = 0; call < each; call++) {
                                        answers.add(
                                                INSTANCES
                                                        .get((i + call) % INSTANCES.size())
                                                        .admit()
                                                        .admit(calls.get()));
                                    }
                                    return answers;
                                })
                .stream()
                .flatMap(Collection::stream)
                .toList();
    }

    private static long admitted(List<Admission> answers) {
        return answers.stream().filter(Admission.Admitted.class::isInstance).count();
    }

    private static long refusedBy(BudgetRule rule, List<Admission> answers) {
        return answers.stream()
                .filter(answer ->
                        answer instanceof Admission.OverBudget over && over.rule().equals(rule))
                .count();
    }

    private long spent(BudgetRule rule) {
        return INSTANCES
                .getFirst()
                .counters()
                .usage(tenant.organisation(), List.of(), List.of(rule))
                .budgets()
                .getFirst()
                .used()
                .micros();
    }

    private static long account(BudgetRule rule) {
        return INSTANCES.getFirst().budgets().find(rule.key()).total();
    }
}
