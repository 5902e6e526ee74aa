package dev.tollgate.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tollgate.archive.SealingKeys;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Admit;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.Charge;
import dev.tollgate.domain.admission.Charges;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.Reservation;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.Conclude;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.LineageQuery;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.hold.AesSealedOrders;
import dev.tollgate.hold.HoldPorts;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.queue.Announce;
import dev.tollgate.testing.InMemoryAgents;
import dev.tollgate.testing.InMemoryApprovals;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryBudgets;
import dev.tollgate.testing.InMemoryCounters;
import dev.tollgate.testing.InMemoryDeliveryQueue;
import dev.tollgate.testing.InMemoryExports;
import dev.tollgate.testing.InMemoryKillSwitches;
import dev.tollgate.testing.InMemoryLineage;
import dev.tollgate.testing.InMemoryPolicies;
import dev.tollgate.testing.InMemorySeals;
import dev.tollgate.testing.InMemorySubscriptions;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.RecordedMetrics.Measurement;
import dev.tollgate.testing.SetClock;
import dev.tollgate.testing.TestContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class MaintenanceFunctionTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Money COST = Money.usd("0.05");
    private static final Money LIMIT = Money.usd("1");
    private static final Duration LATER = Duration.ofMinutes(5);

    private final SetClock clock = new SetClock(START);
    private final Ids ids = new Ids(clock, new Random(7));
    private final OrganisationId organisation = ids.organisation();
    private final LimitScope scope = LimitScope.agent(ids.agent());
    private final InMemoryCounters counters = new InMemoryCounters(clock);
    private final InMemoryBudgets budgets = new InMemoryBudgets(clock);
    private final InMemoryLineage lineage = new InMemoryLineage();
    private final InMemoryApprovals approvals = new InMemoryApprovals(lineage);
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    private final InMemoryAudit audit = new InMemoryAudit();
    private final InMemorySeals seals = new InMemorySeals(audit);
    private final InMemoryExports exports = new InMemoryExports();
    private final Admit admit =
            new Admit(counters, budgets, Admit.RateFailMode.OPEN, clock, attempt -> {});
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final AtomicReference<Callable<?>> ping = new AtomicReference<>(() -> "PONG");
    private final MaintenanceFunction function =
            new MaintenanceFunction(
                    Config.of(
                            Environment.of(
                                    Map.of(
                                            "DELIVERY_QUEUE_URL", "http://127.0.0.1:1/queue",
                                            "DELIVERY_DLQ_URL", "http://127.0.0.1:1/dlq",
                                            "AUDIT_ARCHIVE_BUCKET", "archive",
                                            "AUDIT_EXPORT_BUCKET", "exports"))),
                    new MaintenanceFunction.Ports(
                            () -> ping.get().call(),
                            lineage,
                            new LineageCharges(),
                            counters,
                            budgets,
                            audit,
                            new MaintenanceFunction.Audited(
                                    audit,
                                    seals,
                                    new SealingKeys(() -> "a".repeat(32)),
                                    exports,
                                    exports,
                                    exports),
                            hold(),
                            metrics,
                            clock,
                            new Random(8)));

    @Test
    void sealsAndArchivesWhatWasRecorded() {
        recorded(admitted());
        clock.pass(LATER);

        maintain();
        maintain();

        assertThat(seals.list(organisation, 1, 9))
                .singleElement()
                .satisfies(seal -> assertThat(seal.heads()).hasSize(1));
        assertThat(exports.file("audit/%s/000000000001.jsonl".formatted(organisation)))
                .hasValueSatisfying(file -> assertThat(file.lines()).hasSize(2));
        assertThat(metrics.all())
                .extracting(RecordedMetrics.Measurement::name)
                .contains("audit_sealed", "audit_archived", "audit_exports_written");
    }

    @Test
    void endsACallWhoseFunctionStoppedAndChargesWhatItHeld() {
        var open = recorded(admitted());
        clock.pass(LATER);

        maintain();

        var row = lineage.find(organisation, open.id()).orElseThrow();
        assertThat(row.status()).isEqualTo(InvocationStatus.INTERRUPTED);
        assertThat(row.cost()).isEqualTo(COST);
        assertThat(counters.held(organisation, open.id())).isEmpty();
        assertThat(used()).isEqualTo(COST);
        assertThat(audit.types()).containsExactly("external_agent.invocation.interrupted");
    }

    @Test
    void leavesACallAloneThatMayStillBeGoingOn() {
        var open = recorded(admitted());
        clock.pass(Duration.ofSeconds(90));

        maintain();

        assertThat(lineage.find(organisation, open.id())).contains(open);
        assertThat(counters.held(organisation, open.id())).isPresent();
    }

    @Test
    void freesWhatACallHoldsThatWasNeverRecorded() {
        var reservation = admitted();
        clock.pass(LATER);

        maintain();

        assertThat(counters.held(organisation, reservation.invocation())).isEmpty();
        assertThat(used()).isEqualTo(Money.ZERO);
    }

    @Test
    void settlesACallThatWasEndedWhileTheCountersWereDown() {
        var open = recorded(admitted());
        counters.down(true);
        new Conclude(lineage, counters).conclude(open, ending(Money.usd("0.02")));
        counters.down(false);
        clock.pass(LATER);

        maintain();

        assertThat(used()).isEqualTo(Money.usd("0.02"));
    }

    @Test
    void balancesTheBooksAfterTheCountersWereLost() {
        var settled = recorded(admitted());
        new Conclude(lineage, counters).conclude(settled, ending(COST));
        counters.lose();
        clock.pass(LATER);
        maintain();
        clock.pass(LATER);
        maintain();

        assertThat(budgets.find(rule().key()).total()).isEqualTo(COST.micros());
    }

    @Test
    void triesEveryStepAndSaysWhichFailed() {
        recorded(admitted());
        clock.pass(LATER);
        counters.down(true);

        assertThatThrownBy(this::maintain)
                .hasMessageContaining("interrupted_calls_settled")
                .hasMessageNotContainingAny("reservations_swept");
        assertThat(rows())
                .extracting(Invocation::status)
                .containsExactly(InvocationStatus.INTERRUPTED);
    }

    @Test
    void tellsThatRedisIsUp() {
        maintain();

        assertThat(metrics.all()).contains(new Measurement("redis_up", 1, Map.of()));
    }

    @Test
    void tellsThatRedisIsDownAlsoWhenTheRestFails() {
        recorded(admitted());
        clock.pass(LATER);
        counters.down(true);
        ping.set(() -> {
            throw new IllegalStateException("refused");
        });

        assertThatThrownBy(this::maintain).hasMessageContaining("did only");
        assertThat(metrics.all()).contains(new Measurement("redis_up", 0, Map.of()));
    }

    @Test
    void doesNotWaitForARedisThatHangs() {
        ping.set(() -> {
            Thread.sleep(Duration.ofDays(1));
            return "late";
        });

        assertTimeout(Duration.ofSeconds(20), this::maintain);
        assertThat(metrics.all()).contains(new Measurement("redis_up", 0, Map.of()));
    }

    private HoldPorts hold() {
        var random = new SecureRandom();
        return new HoldPorts(
                approvals,
                new AesSealedOrders(() -> "k".repeat(32), random),
                new Halt(new InMemoryKillSwitches(), Duration.ofNanos(1), clock),
                lineage,
                counters,
                queue,
                new InMemoryAgents(),
                new InMemoryPolicies(),
                audit,
                new Announce(new InMemorySubscriptions(), queue, metrics, clock, random),
                metrics,
                new PublicUrl(Optional.empty()),
                clock,
                random);
    }

    private void maintain() {
        function.handleRequest(new ScheduledEvent(), new TestContext());
    }

    private Reservation admitted() {
        var request =
                new AdmissionRequest(
                        organisation,
                        ids.invocation(),
                        COST,
                        List.of(),
                        Optional.empty(),
                        List.of(rule()));
        return ((Admission.Admitted) admit.admit(request)).reservation();
    }

    private BudgetRule rule() {
        var label = Period.DAILY.label(START, ZoneOffset.UTC);
        return new BudgetRule(
                new BudgetKey(organisation, Period.DAILY, label, scope),
                LIMIT,
                true,
                Period.DAILY.end(label, ZoneOffset.UTC));
    }

    private Invocation recorded(Reservation reservation) {
        var row =
                new Invocation(
                                reservation.invocation(),
                                organisation,
                                ids.agent(),
                                Platform.CUSTOM_HTTP,
                                "production",
                                new Caller(
                                        "key_1",
                                        Optional.empty(),
                                        ExternalIdentity.NONE,
                                        "192.0.2.7"),
                                "0af7651916cd43dd8448eb211c80319c",
                                InvocationStatus.ADMITTED,
                                Optional.empty(),
                                Money.ZERO,
                                Money.ZERO,
                                List.of(),
                                Optional.empty(),
                                clock.instant(),
                                clock.instant(),
                                Optional.empty(),
                                Optional.empty())
                        .admitted(
                                reservation,
                                InvocationStatus.ADMITTED,
                                clock.instant().plus(Duration.ofMinutes(2)));
        lineage.open(row);
        return row;
    }

    private Ending ending(Money cost) {
        return new Ending(
                InvocationStatus.COMPLETED,
                cost,
                Outcome.refused(clock.instant(), "done", "for the test"));
    }

    private Money used() {
        return counters.usage(organisation, List.of(), List.of(rule())).budgets().stream()
                .map(state -> state.used())
                .findFirst()
                .orElseThrow();
    }

    private List<Invocation> rows() {
        return lineage.list(organisation, LineageQuery.ALL, PageRequest.first(10)).items();
    }

    /** The twin of the lineage read as a ledger. */
    private final class LineageCharges implements Charges {
        @Override
        public void each(OrganisationId whose, Instant from, Instant to, Consumer<Charge> charge) {
            var query =
                    new LineageQuery(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(from),
                            Optional.of(to));
            lineage.list(whose, query, PageRequest.first(200)).items().stream()
                    .map(this::charge)
                    .forEach(charge);
        }

        @Override
        public Optional<Charge> find(OrganisationId whose, InvocationId invocation) {
            return lineage.find(whose, invocation).map(this::charge);
        }

        private Charge charge(Invocation row) {
            boolean open = row.status().isOpen();
            return new Charge(row.draws(), open ? row.held() : row.cost(), open);
        }
    }
}
