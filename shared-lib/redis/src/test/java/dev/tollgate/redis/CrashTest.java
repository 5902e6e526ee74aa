package dev.tollgate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.Admit.RateFailMode;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.admission.LimitScope.Kind;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.Reconcile;
import dev.tollgate.domain.admission.Reservation;
import dev.tollgate.domain.admission.Sweep;
import dev.tollgate.domain.admission.Window;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.redis.Backends.Instance;
import dev.tollgate.testing.InMemoryCharges;
import dev.tollgate.testing.Race;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import software.amazon.awssdk.core.exception.SdkException;

/** Redis dies, comes back, comes back with old data, or is two: no budget is overspent. */
final class CrashTest {
    private static final int THREADS = 32;
    private static final Duration GRACE = Duration.ofSeconds(31);

    private final Tenant tenant = Tenant.fresh();
    private final InMemoryCharges charges = new InMemoryCharges();

    @Test
    void balancesTheBooksAfterKillsAtAnyPoint() throws Exception {
        var rule = tenant.budget(60_000);
        try (var redis = RedisServer.inMemory()) {
            var instances = Backends.instances(4, redis.endpoint(), RateFailMode.OPEN);
            load(
                    60,
                    i -> instances.get(i % 4),
                    rule,
                    () -> {
                        for (int i = 0; i < 2; i++) {
                            Thread.sleep(400);
                            redis.kill();
                            Thread.sleep(200);
                            redis.start();
                        }
                        return 0;
                    });
            var maintained = instances.getFirst();
            maintain(maintained, rule);

            balances(maintained, rule);
            spendTheRest(maintained, rule);
            assertThat(charges.sum(rule.key(), any -> true)).isEqualTo(60_000);
        }
    }

    @Test
    void doesNotBelieveAnOldDump(@TempDir Path data) throws Exception {
        var rule = tenant.budget(20_000);
        try (var redis = RedisServer.keeping(data)) {
            var instances = Backends.instances(2, redis.endpoint(), RateFailMode.OPEN);
            load(10, i -> instances.get(i % 2), rule, () -> 0);
            var copy = data.resolveSibling(data.getFileName() + "-old");
            copy(data, copy);
            load(10, i -> instances.get(i % 2), rule, () -> 0);
            redis.kill();
            copy(copy, data);
            redis.start();
            load(60, i -> instances.get(i % 2), rule, () -> 0);
            maintain(instances.getFirst(), rule);

            balances(instances.getFirst(), rule);
            spendTheRest(instances.getFirst(), rule);
            assertThat(charges.sum(rule.key(), any -> true)).isEqualTo(20_000);
        }
    }

    @Test
    void doesNotOverspendWhenItsKeysAreFlushed() throws Exception {
        var rule = tenant.budget(20_000);
        try (var redis = RedisServer.inMemory();
                var client = client(redis.endpoint())) {
            var instances = Backends.instances(2, redis.endpoint(), RateFailMode.OPEN);
            load(
                    60,
                    i -> instances.get(i % 2),
                    rule,
                    () -> {
                        for (int i = 0; i < 10; i++) {
                            Thread.sleep(30);
                            client.flushAll();
                        }
                        return 0;
                    });
            maintain(instances.getFirst(), rule);

            balances(instances.getFirst(), rule);
        }
    }

    @Test
    void doesNotOverspendOnTwoServersAtOnce() throws Exception {
        var rule = tenant.budget(30_000);
        try (var one = RedisServer.inMemory();
                var other = RedisServer.inMemory()) {
            var here = Backends.instance(one.endpoint(), RateFailMode.OPEN);
            var there = Backends.instance(other.endpoint(), RateFailMode.OPEN);

            load(40, i -> i % 2 == 0 ? here : there, rule, () -> 0);

            assertThat(charges.sum(rule.key(), any -> true)).isLessThanOrEqualTo(30_000);
            maintain(here, rule);
            maintain(there, rule);
            assertThat(charges.sum(rule.key(), any -> true)).isLessThanOrEqualTo(30_000);
        }
    }

    @Test
    void staysWithinTheLimitWhenAnswersOfTheDatabaseAreLost() throws Exception {
        var rule = tenant.budget(20_000);
        try (var redis = RedisServer.inMemory()) {
            var faulty = Backends.faulty(redis.endpoint(), 50);
            load(20, i -> faulty, rule, () -> 0);
            redis.kill();
            load(10, i -> faulty, rule, () -> 0);
            redis.start();
            var good = Backends.instance(redis.endpoint(), RateFailMode.OPEN);
            maintain(good, rule);

            balances(good, rule);
            spendTheRest(good, rule);
            assertThat(charges.sum(rule.key(), any -> true)).isEqualTo(20_000);
        }
    }

    @Test
    void givesDirectLeasesBackOnceThoughAnswersAreLost() throws Exception {
        var plenty = tenant.budget(1_000_000);
        var none = tenant.budget(Period.MONTHLY, Kind.ORGANISATION, 0);
        try (var redis = RedisServer.inMemory()) {
            var faulty = Backends.faulty(redis.endpoint(), 40);
            redis.kill();
            faulty.budgets().leaseDirect(plenty, new Money(5000));
            long before = faulty.budgets().find(plenty.key()).direct();
            for (int call = 0; call < 60; call++) {
                try {
                    assertThat(faulty.admit().admit(tenant.call(10, plenty, none)))
                            .isInstanceOf(Admission.OverBudget.class);
                } catch (SdkException fault) {
                    // Refused as well.
                }
            }

            assertThat(faulty.budgets().find(plenty.key()).direct()).isGreaterThanOrEqualTo(before);
        }
    }

    @Test
    void admitsTheLimitPerInstanceWhileDownOrNothing() throws Exception {
        try (var redis = RedisServer.inMemory()) {
            var open = Backends.instances(3, redis.endpoint(), RateFailMode.OPEN);
            var closed = Backends.instance(redis.endpoint(), RateFailMode.CLOSED);
            redis.kill();
            var rates = List.of(new RateRule(tenant.scope(Kind.AGENT), Window.DAY, 10));

            var answers =
                    Race.of(
                            THREADS * 2,
                            i -> () -> open.get(i % 3).admit().admit(tenant.call(0, rates)));

            assertThat(answers).filteredOn(Admission.Admitted.class::isInstance).hasSize(30);
            assertThat(closed.admit().admit(tenant.call(0, rates)))
                    .isInstanceOf(Admission.Undecided.class);
        }
    }

    /** Calls that crash at any point, while something happens to the servers. */
    private void load(
            int each, IntFunction<Instance> instances, BudgetRule rule, Callable<Integer> accident)
            throws Exception {
        Race.of(
                THREADS + 1,
                i ->
                        i == THREADS
                                ? accident
                                : () -> {
                                    for (int call = 0; call < each; call++) {
                                        call(instances.apply(i), rule);
                                    }
                                    return i;
                                });
        assertThat(charges.sum(rule.key(), any -> true)).isLessThanOrEqualTo(rule.limit().micros());
    }

    private void call(Instance instance, BudgetRule rule) {
        var random = ThreadLocalRandom.current();
        Admission admission;
        try {
            admission = instance.admit().admit(tenant.call(random.nextInt(50), rule));
        } catch (SdkException fault) {
            // Where the budget cannot be checked, nothing goes on.
            return;
        }
        if (!(admission instanceof Admission.Admitted admitted) || random.nextInt(10) == 0) {
            return;
        }
        charges.record(admitted.reservation());
        if (random.nextInt(10) > 0) {
            end(instance, admitted.reservation(), random.nextInt(10) > 0);
        }
    }

    private void end(Instance instance, Reservation reservation, boolean settles) {
        long most = reservation.held().micros();
        var cost = new Money(ThreadLocalRandom.current().nextLong(most + 1));
        charges.close(reservation, cost);
        if (settles) {
            try {
                instance.counters().settle(reservation, cost);
            } catch (CountersDown down) {
                // Maintenance settles it.
            }
        }
    }

    /**
     * As if the grace time had passed, so that the test need not wait for it. The first command
     * after a restart may meet a connection to the old server; the next run is the next minute's.
     */
    private void maintain(Instance instance, BudgetRule rule) throws InterruptedException {
        boolean isDone = false;
        for (int run = 0; run < 5 && !isDone; run++) {
            Thread.sleep(600);
            isDone = sweepAndReconcile(instance, rule);
        }
        assertThat(isDone).isTrue();
    }

    private boolean sweepAndReconcile(Instance instance, BudgetRule rule) {
        InstantSource later = () -> Backends.CLOCK.instant().plus(GRACE).plusSeconds(1);
        var reconcile =
                new Reconcile(instance.budgets(), instance.counters(), charges, GRACE, later);
        try {
            new Sweep(instance.counters(), charges, Duration.ZERO).sweep(tenant.organisation());
            for (int i = 0; i < 3; i++) {
                reconcile.reconcile(Set.of(rule.key().label()));
            }
            return true;
        } catch (CountersDown down) {
            return false;
        }
    }

    private void balances(Instance instance, BudgetRule rule) {
        var account = instance.budgets().find(rule.key());
        long available =
                instance
                        .counters()
                        .usage(tenant.organisation(), List.of(), List.of(rule))
                        .budgets()
                        .stream()
                        .filter(slices -> slices.generation() == account.generation())
                        .mapToLong(slices -> slices.available())
                        .sum();
        long current = charges.sum(rule.key(), each -> each > 0 && each == account.generation());

        assertThat(current + available).isEqualTo(account.leased() - account.base());
        assertThat(charges.sumBefore(account)).isEqualTo(account.settled());
        assertThat(account.total()).isLessThanOrEqualTo(rule.limit().micros());
    }

    private void spendTheRest(Instance instance, BudgetRule rule) throws InterruptedException {
        // The counters remember for a second that a limit had nothing left to lease.
        Thread.sleep(1100);
        for (int cost : new int[] {1000, 50, 1}) {
            while (instance.admit().admit(tenant.call(cost, rule))
                    instanceof Admission.Admitted admitted) {
                charges.close(admitted.reservation(), new Money(cost));
            }
        }
    }

    private static RedisClient client(URI redis) {
        return new Redis(redis, Duration.ofSeconds(2), 1, Duration.ofSeconds(2)).connect();
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
