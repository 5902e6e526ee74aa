package dev.tollgate.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.approval.Change;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.lineage.Conclude;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.hold.Attend;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.Race;
import dev.tollgate.testing.SampleApprovals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many who decide at once, on real servers: one counts, what follows happens once. */
final class RaceTest {
    private static final int THREADS = 64;
    private static final int CALLS = 8;

    @Test
    void letsOneOfManyDecisionsCountAndBalancesTheBooks() throws Exception {
        try (var office = new Office()) {
            var calls = IntStream.range(0, CALLS).mapToObj(_ -> office.held()).toList();
            var late = new Attend(office.ports(in(Duration.ofHours(2))));

            var statuses = Race.of(THREADS, i -> decision(office, calls, i, late));

            assertThat(statuses).isSubsetOf(0, 200, 409);
            new Attend(office.ports(in(Duration.ofHours(3)))).attend();
            for (var call : calls) {
                assertOneDecision(office, call);
            }
            var released = calls.stream().filter(isReleased(office)).toList();
            assertThat(office.queue.waiting()).hasSize(released.size());
            assertThat(used(office)).isEqualTo(Office.COST.times(released.size()));
            assertThat(counted(office)).isEqualTo(released.size());
            released.forEach(call -> carryOut(office, call));
            assertThat(used(office)).isEqualTo(Money.usd("0.04").times(released.size()));
        }
    }

    @Test
    void runsACallOnceHoweverManyAgreeAtOnce() throws Exception {
        try (var office = new Office()) {
            var call = office.held(SampleApprovals.requirement(3));

            var statuses =
                    Race.of(
                            THREADS,
                            i ->
                                    () ->
                                            office.send(
                                                            Office.principal(
                                                                    "usr_" + i / 2,
                                                                    java.util.Set.of("approver")),
                                                            Route.APPROVE,
                                                            java.util.Map.of(
                                                                    "id", call.id().value()),
                                                            "",
                                                            java.util.Map.of())
                                                    .status());

            assertThat(statuses).filteredOn(status -> status == 200).hasSize(3);
            assertThat(statuses).isSubsetOf(200, 409);
            assertThat(office.queue.waiting()).hasSize(1);
            var votes = office.approvals.find(office.organisation, call.id()).orElseThrow().votes();
            assertThat(votes)
                    .extracting(vote -> vote.approver())
                    .doesNotHaveDuplicates()
                    .hasSize(3);
        }
    }

    private static Callable<Integer> decision(
            Office office, List<Approval> calls, int thread, Attend late) {
        return () -> {
            var statuses = new ArrayList<Integer>();
            for (int i = 0; i < CALLS; i++) {
                var call = calls.get((i + thread) % CALLS);
                statuses.add(
                        switch (thread % 4) {
                            case 0 -> office.send(Route.APPROVE, call, "").status();
                            case 1 ->
                                    office.send(Route.REJECT, call, "{\"reason\":\"no\"}").status();
                            case 2 -> office.send(Route.CANCEL, call, "").status();
                            default -> i < CALLS - 1 ? 0 : expire(late);
                        });
            }
            assertThat(statuses).isSubsetOf(0, 200, 409);
            return statuses.getLast();
        };
    }

    private static int expire(Attend late) {
        late.attend();
        return 0;
    }

    private static void assertOneDecision(Office office, Approval call) {
        var decisions =
                office.approvals.changes(office.organisation, 0, 1000).stream()
                        .filter(change -> change.approval().equals(call.id()))
                        .map(Change::step)
                        .map(Step::kind)
                        .filter(RaceTest::isDecision)
                        .toList();
        assertThat(decisions).hasSize(1);
        var sequences =
                office.approvals.changes(office.organisation, 0, 1000).stream()
                        .map(Change::sequence)
                        .toList();
        assertThat(sequences)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, sequences.size()).boxed().toList());
        boolean open =
                office.lineage
                        .find(office.organisation, call.invocation())
                        .orElseThrow()
                        .status()
                        .isOpen();
        assertThat(open).isEqualTo(isReleased(office).test(call));
        assertThat(office.counters.held(office.organisation, call.invocation()).isPresent())
                .isEqualTo(open);
    }

    private static boolean isDecision(Step.Kind kind) {
        return switch (kind) {
            case APPROVED, REJECTED, EXPIRED, CANCELLED -> true;
            case REQUIRED, VOTED, REMINDED, ESCALATED, EXECUTING, DONE, FAILED, SETTLED -> false;
        };
    }

    private static Predicate<Approval> isReleased(Office office) {
        return call ->
                office.approvals.find(office.organisation, call.id()).orElseThrow().status()
                        == ApprovalStatus.EXECUTING;
    }

    private static void carryOut(Office office, Approval call) {
        var row = office.lineage.find(office.organisation, call.invocation()).orElseThrow();
        new Conclude(office.lineage, office.counters)
                .conclude(
                        row,
                        new Ending(
                                InvocationStatus.COMPLETED,
                                Money.usd("0.04"),
                                Outcome.refused(Instant.now(), "done", "for the test")));
    }

    private static Money used(Office office) {
        return office.counters
                .usage(office.organisation, List.of(), List.of(office.daily()))
                .budgets()
                .getFirst()
                .used();
    }

    private static int counted(Office office) {
        return office.counters
                .usage(office.organisation, List.of(office.perHour()), List.of())
                .rates()
                .getFirst()
                .used();
    }

    private static InstantSource in(Duration time) {
        return InstantSource.offset(InstantSource.system(), time);
    }
}
