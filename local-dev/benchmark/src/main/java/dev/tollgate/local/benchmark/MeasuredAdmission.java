package dev.tollgate.local.benchmark;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Admit;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.ConcurrencyRule;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.Window;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.redis.Redis;
import dev.tollgate.redis.RedisCounters;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Admission with three windows, a place and two budgets, at several numbers of connections. */
final class MeasuredAdmission {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final Money COST = new Money(1000);
    private static final RandomGenerator RANDOM = new SecureRandom();

    private MeasuredAdmission() {}

    static void print(URI redis, Dynamo tables, Extent extent) {
        var time = extent.of(MEASURED);
        System.out.println("admission: 3 windows, concurrency, 2 budgets; then settled");
        System.out.println(
                Load.HEADER + "  evalsha/admission  DynamoDB/admission  script us  INFO us");
        print(redis, tables, 8, time, false);
        for (int connections : new int[] {1, 16, 32, 64}) {
            print(redis, tables, connections, time, true);
        }
        System.out.println(
                "Limited by "
                        + Runtime.getRuntime().availableProcessors()
                        + " cores that callers, redis-server and DynamoDB Local share: at one"
                        + " connection by the round trip, beyond by the CPU; latency then is"
                        + " the queue for it (connections / throughput).");
        System.out.println(
                "The slowest calls waited while the first slice was leased; later ones are leased"
                        + " ahead.");
    }

    private static void print(
            URI redis, Dynamo tables, int connections, Duration time, boolean isPrinted) {
        try (var client = new Redis(redis, PATIENCE, connections, PATIENCE).connect()) {
            var counters = new RedisCounters(client, CLOCK);
            var admit =
                    new Admit(
                            counters,
                            new DynamoBudgets(tables, CLOCK),
                            Admit.RateFailMode.CLOSED,
                            CLOCK,
                            attempt -> LockSupport.parkNanos(1_000_000));
            var calls = new Calls(new Ids(CLOCK, RANDOM));
            var redisBefore = RedisCommands.of(client);
            var awsBefore = AwsRequests.sent();
            var load = Load.of(connections, time, () -> one(admit, counters, calls.next()));
            var commands = RedisCommands.of(client).since(redisBefore);
            var scripts = commands.stat("evalsha");
            long requests =
                    AwsRequests.since(awsBefore).values().stream().mapToLong(each -> each).sum();
            if (isPrinted) {
                System.out.printf(
                        "%s  %17.4f  %18.5f  %9.1f  %7.1f%n",
                        load.row(),
                        // Each is settled by a script of its own.
                        (double) (scripts.calls() - load.count()) / load.count(),
                        (double) requests / load.count(),
                        scripts.meanMicros(),
                        commands.stat("info").meanMicros());
            }
        }
    }

    private static long one(Admit admit, RedisCounters counters, AdmissionRequest request) {
        long start = System.nanoTime();
        var admission = admit.admit(request);
        long took = System.nanoTime() - start;
        if (!(admission instanceof Admission.Admitted admitted)) {
            throw new IllegalStateException("not admitted: " + admission);
        }
        counters.settle(admitted.reservation(), COST);
        return took;
    }

    /** Calls of one organisation and one agent: all meet at the same keys. */
    private record Calls(
            Ids ids,
            OrganisationId organisation,
            List<RateRule> rates,
            ConcurrencyRule concurrency,
            List<BudgetRule> budgets) {
        Calls(Ids ids) {
            this(ids, ids.organisation(), LimitScope.agent(ids.agent()));
        }

        private Calls(Ids ids, OrganisationId organisation, LimitScope agent) {
            this(
                    ids,
                    organisation,
                    List.of(
                            new RateRule(agent, Window.MINUTE, 10_000_000),
                            new RateRule(agent, Window.HOUR, 10_000_000),
                            new RateRule(agent, Window.DAY, 10_000_000)),
                    new ConcurrencyRule(agent, 1000, Duration.ofMinutes(1)),
                    List.of(
                            budget(organisation, agent, Period.DAILY),
                            budget(organisation, agent, Period.MONTHLY)));
        }

        private static BudgetRule budget(
                OrganisationId organisation, LimitScope agent, Period period) {
            var label = period.label(CLOCK.instant(), ZoneOffset.UTC);
            return new BudgetRule(
                    new BudgetKey(organisation, period, label, agent),
                    Money.CEILING,
                    true,
                    period.end(label, ZoneOffset.UTC));
        }

        AdmissionRequest next() {
            return new AdmissionRequest(
                    organisation, ids.invocation(), COST, rates, Optional.of(concurrency), budgets);
        }
    }
}
