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
import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.LocalAccount;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.redis.Redis;
import dev.tollgate.redis.RedisCounters;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Admission with three windows, a place and two budgets, at several numbers of connections. A whole
 * warm invocation is to be added here.
 */
public final class BenchmarkMain {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final Money COST = new Money(1000);
    private static final RandomGenerator RANDOM = new SecureRandom();

    private BenchmarkMain() {}

    public static void main(String[] arguments) throws Exception {
        try (var redis = RedisServer.inMemory();
                var dynamo = DynamoDbServer.inMemory()) {
            System.setProperty("aws.region", LocalAccount.REGION);
            System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
            System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
            System.setProperty("aws.endpointUrlDynamoDb", dynamo.endpoint().toString());
            var tables = Dynamo.connect("benchmark_");
            tables.createTables();
            System.out.println("admission: 3 windows, concurrency, 2 budgets; then settled");
            System.out.println(
                    "connections  per second  p50 ms  p95 ms  p99 ms  max ms  "
                            + "evalsha/admission  DynamoDB/admission  script us  INFO us");
            admissions(redis, tables, 8, Duration.ofSeconds(5), false);
            for (int connections : new int[] {1, 16, 32, 64}) {
                admissions(redis, tables, connections, MEASURED, true);
            }
            System.out.println(
                    "Limited by "
                            + Runtime.getRuntime().availableProcessors()
                            + " cores that callers, redis-server and DynamoDB Local share: at one"
                            + " connection by the round trip, beyond by the CPU; latency then is"
                            + " the queue for it (connections / throughput).");
            System.out.println(
                    "p99 beyond one connection: calls that wait while one leases a slice.");
            System.out.println("whole warm invocation: not measured here yet");
        }
    }

    private static void admissions(
            RedisServer redis, Dynamo tables, int connections, Duration time, boolean isPrinted)
            throws InterruptedException, ExecutionException {
        var server = new Redis(redis.endpoint(), PATIENCE, connections, PATIENCE);
        try (var client = server.connect();
                var pool = Executors.newFixedThreadPool(connections)) {
            var before = client.info("commandstats");
            var requests = new LongAdder();
            var counters = new RedisCounters(client, CLOCK);
            var budgets = new CountedBudgets(new DynamoBudgets(tables, CLOCK), requests);
            var admit =
                    new Admit(
                            counters,
                            budgets,
                            Admit.RateFailMode.CLOSED,
                            CLOCK,
                            attempt -> LockSupport.parkNanos(1_000_000));
            var calls = new Calls(new Ids(CLOCK, RANDOM));
            var latencies = new ConcurrentHistogram(3);
            long start = System.nanoTime();
            long end = start + time.toNanos();
            var running =
                    IntStream.range(0, connections)
                            .mapToObj(i ->
                                    pool.submit(() -> {
                                        while (System.nanoTime() < end) {
                                            one(admit, counters, calls.next(), latencies);
                                        }
                                    }))
                            .toList();
            for (var each : running) {
                each.get();
            }
            if (isPrinted) {
                double seconds = (System.nanoTime() - start) / 1e9;
                print(
                        connections,
                        latencies,
                        seconds,
                        requests.sum(),
                        before,
                        client.info("commandstats"));
            }
        }
    }

    private static void one(
            Admit admit,
            RedisCounters counters,
            AdmissionRequest request,
            ConcurrentHistogram latencies) {
        long start = System.nanoTime();
        var admission = admit.admit(request);
        latencies.recordValue(System.nanoTime() - start);
        if (!(admission instanceof Admission.Admitted(var reservation, var r, var b, var e))) {
            throw new IllegalStateException("not admitted: " + admission);
        }
        counters.settle(reservation, COST);
    }

    private static void print(
            int connections,
            ConcurrentHistogram latencies,
            double seconds,
            long requests,
            String before,
            String after) {
        long admissions = latencies.getTotalCount();
        long scripts = since(before, after, "evalsha", "calls");
        System.out.printf(
                "%11d  %10.0f  %6.2f  %6.2f  %6.2f  %6.1f  %17.4f  %18.5f  %9.1f  %7.1f%n",
                connections,
                admissions / seconds,
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(95) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                latencies.getMaxValue() / 1e6,
                // Each is settled by a script of its own.
                (double) (scripts - admissions) / admissions,
                (double) requests / admissions,
                (double) since(before, after, "evalsha", "usec") / scripts,
                (double) since(before, after, "info", "usec")
                        / since(before, after, "info", "calls"));
    }

    private static long since(String before, String after, String command, String field) {
        return stat(after, command, field) - stat(before, command, field);
    }

    private static long stat(String stats, String command, String field) {
        return stats.lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .map(line -> line.replaceFirst(".*[:,]" + field + "=([^,]*).*", "$1"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
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
