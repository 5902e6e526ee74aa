package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.ApprovalQuery;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.Change;
import dev.tollgate.domain.approval.Closing;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.approval.Voter;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.Outcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every record of approvals keeps to. Each test has an organisation of its own. */
public abstract class ApprovalsContract {
    private static final int THREADS = 16;
    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    private final OrganisationId organisation = IDS.organisation();
    private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
    private final Voter voter = new Voter("usr_a", "a", Set.of("approver"), Optional.empty());

    protected abstract Approvals approvals();

    protected abstract Lineage lineage();

    @Test
    void findsWhatWasOpenedWithTheRowOfItsCall() {
        var sample = open(now);

        assertThat(found(sample)).isEqualTo(sample.approval());
        assertThat(approvals().sealed(organisation, sample.approval().id())).contains("sealed");
        assertThat(lineage().find(organisation, sample.held().id())).contains(sample.held());
        assertThat(approvals().find(IDS.organisation(), sample.approval().id())).isEmpty();
        assertThat(approvals().sealed(IDS.organisation(), sample.approval().id())).isEmpty();
    }

    @Test
    void opensTheSameOnceHoweverOftenItIsToldTo() {
        var sample = open(now);

        approvals().open(sample.approval(), "sealed", sample.held());

        assertThat(approvals().latest(organisation)).isEqualTo(1);
    }

    @Test
    void keepsEveryPartOfAnApproval() {
        var sample = open(now);
        var voted =
                SampleApprovals.of(organisation, SampleApprovals.requirement(2), now).approval();
        approvals().open(voted, "sealed", sample(voted));
        var next = voted.agreed(voter, Optional.of("fine"), now).withReminder().withEscalation();

        assertThat(approvals().replace(at(next, 2), step(Step.Kind.VOTED))).isTrue();

        assertThat(approvals().find(organisation, voted.id())).contains(at(next, 2));
        assertThat(found(sample)).isEqualTo(sample.approval());
    }

    @Test
    void replacesOnlyTheVersionBefore() {
        var sample = open(now);
        var approved = approved(sample.approval());
        assertThat(approvals().replace(approved, step(Step.Kind.APPROVED))).isTrue();

        var late = sample.approval().refused(ApprovalStatus.REJECTED, closing());

        assertThat(approvals().replace(late, step(Step.Kind.REJECTED))).isFalse();
        assertThat(found(sample)).isEqualTo(approved);
        assertThat(kinds()).containsExactly(Step.Kind.REQUIRED, Step.Kind.APPROVED);
    }

    @Test
    void changesTheApprovalAndTheRowOrNeither() {
        var sample = open(now);
        var rejected = sample.approval().refused(ApprovalStatus.REJECTED, closing());
        var row = ended(sample.held());
        lineage().replaceOpen(sample.held().waiting(InvocationStatus.QUEUED, now));

        assertThat(approvals().replace(rejected, step(Step.Kind.REJECTED), row)).isFalse();
        assertThat(found(sample)).isEqualTo(sample.approval());

        var other = open(now);
        var alsoRejected = other.approval().refused(ApprovalStatus.REJECTED, closing());
        assertThat(approvals().replace(alsoRejected, step(Step.Kind.REJECTED), ended(other.held())))
                .isTrue();
        assertThat(lineage().find(organisation, other.held().id())).contains(ended(other.held()));
        assertThat(found(other)).isEqualTo(alsoRejected);
    }

    @Test
    void letsOneOfManyWhoDecideAtOnceThrough() throws Exception {
        var sample = open(now);

        var wins =
                Race.of(
                        THREADS,
                        i ->
                                () ->
                                        i % 2 == 0
                                                ? approvals()
                                                        .replace(
                                                                approved(sample.approval()),
                                                                step(Step.Kind.APPROVED))
                                                : approvals()
                                                        .replace(
                                                                sample.approval()
                                                                        .refused(
                                                                                ApprovalStatus
                                                                                        .REJECTED,
                                                                                closing()),
                                                                step(Step.Kind.REJECTED),
                                                                ended(sample.held())));

        assertThat(wins).filteredOn(won -> won).hasSize(1);
        assertThat(approvals().latest(organisation)).isEqualTo(2);
    }

    @Test
    void numbersChangesWithoutAGapHoweverManyAreMadeAtOnce() throws Exception {
        Race.of(THREADS, _ -> () -> open(now));

        assertThat(approvals().latest(organisation)).isEqualTo(THREADS);
        assertThat(approvals().changes(organisation, 0, 100))
                .extracting(Change::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, THREADS).boxed().toList());
        assertThat(approvals().changes(organisation, 3, 2))
                .extracting(Change::sequence)
                .containsExactly(4L, 5L);
        assertThat(approvals().changes(organisation, THREADS, 2)).isEmpty();
        assertThat(approvals().changes(IDS.organisation(), 0, 2)).isEmpty();
    }

    @Test
    void tellsWhatChangedAndWho() {
        var sample = open(now);
        approvals().replace(approved(sample.approval()), step(Step.Kind.APPROVED));

        var approval = sample.approval();
        assertThat(approvals().changes(organisation, 0, 10))
                .containsExactly(
                        new Change(
                                1,
                                approval.id(),
                                approval.agent(),
                                approval.invocation(),
                                new Step(Step.Kind.REQUIRED, "key_asker", now),
                                ApprovalStatus.PENDING),
                        new Change(
                                2,
                                approval.id(),
                                approval.agent(),
                                approval.invocation(),
                                step(Step.Kind.APPROVED),
                                ApprovalStatus.APPROVED));
    }

    @Test
    void listsNewestFirstByStatusAndAgent() {
        var samples = IntStream.range(0, 5).mapToObj(i -> open(now.plusMillis(i))).toList();
        approvals().replace(approved(samples.get(1).approval()), step(Step.Kind.APPROVED));
        var pending = query(Optional.of(ApprovalStatus.PENDING));

        assertThat(ids(pending, 2)).containsExactly(id(samples, 4), id(samples, 3));
        assertThat(ids(pending, 10))
                .containsExactly(id(samples, 4), id(samples, 3), id(samples, 2), id(samples, 0));
        assertThat(ids(query(Optional.of(ApprovalStatus.APPROVED)), 10))
                .containsExactly(id(samples, 1));
        assertThat(ids(query(Optional.empty()), 10)).hasSize(5);
        var ofOneAgent =
                new ApprovalQuery(Optional.empty(), Optional.of(samples.get(2).approval().agent()));
        assertThat(ids(ofOneAgent, 10)).containsExactly(id(samples, 2));
        assertThat(approvals().list(IDS.organisation(), pending, PageRequest.first(5)).items())
                .isEmpty();
    }

    @Test
    void goesOnWhereAPageEnds() {
        var samples = IntStream.range(0, 3).mapToObj(i -> open(now.plusMillis(i))).toList();
        var pending = query(Optional.of(ApprovalStatus.PENDING));
        var first = approvals().list(organisation, pending, PageRequest.first(2));

        var second = approvals().list(organisation, pending, new PageRequest(2, first.next()));

        assertThat(second.items()).containsExactly(samples.getFirst().approval());
    }

    @Test
    void tellsForWhichSomethingIsDue() {
        var sample = open(now);
        var due = sample.approval().dueAt().orElseThrow();

        assertThat(dueOfMine(due.minusMillis(1))).isEmpty();
        assertThat(dueOfMine(due)).containsExactly(sample.approval());

        var executing = approved(sample.approval());
        approvals().replace(executing, step(Step.Kind.APPROVED));
        assertThat(dueOfMine(now.plus(Duration.ofMinutes(1)))).containsExactly(executing);
        approvals().replace(executing.executing(), step(Step.Kind.EXECUTING));
        assertThat(dueOfMine(now.plus(Duration.ofDays(1)))).isEmpty();
    }

    private SampleApprovals.Sample open(Instant at) {
        var sample = SampleApprovals.of(organisation, SampleApprovals.requirement(), at);
        approvals().open(sample.approval(), "sealed", sample.held());
        return sample;
    }

    private Invocation sample(Approval approval) {
        var row = SampleApprovals.of(organisation, approval.requirement(), now).held();
        return new Invocation(
                approval.invocation(),
                organisation,
                approval.agent(),
                row.platform(),
                row.environment(),
                row.caller(),
                row.traceId(),
                row.status(),
                row.policy(),
                row.held(),
                row.cost(),
                row.draws(),
                row.concurrency(),
                row.requestedAt(),
                row.openUntil(),
                row.outcome(),
                Optional.of(approval.id()));
    }

    /** Steps that were made one by one, as one. */
    private static Approval at(Approval approval, int version) {
        return new Approval(
                approval.id(),
                approval.organisation(),
                approval.agent(),
                approval.invocation(),
                approval.requester(),
                approval.requirement(),
                approval.grant(),
                approval.shown(),
                approval.status(),
                approval.votes(),
                approval.closing(),
                approval.createdAt(),
                approval.reminded(),
                approval.escalated(),
                approval.dueAt(),
                version);
    }

    private Approval approved(Approval approval) {
        return approval.agreed(voter, Optional.empty(), now);
    }

    private Closing closing() {
        return new Closing("usr_a", now, Optional.of("no"));
    }

    private Step step(Step.Kind kind) {
        return new Step(kind, "usr_a", now);
    }

    private Invocation ended(Invocation held) {
        return held.ended(
                InvocationStatus.REFUSED,
                Money.ZERO,
                Outcome.refused(now, "approval_rejected", "no"));
    }

    private Approval found(SampleApprovals.Sample sample) {
        return approvals().find(organisation, sample.approval().id()).orElseThrow();
    }

    private List<Step.Kind> kinds() {
        return approvals().changes(organisation, 0, 100).stream()
                .map(change -> change.step().kind())
                .toList();
    }

    private static ApprovalQuery query(Optional<ApprovalStatus> status) {
        return new ApprovalQuery(status, Optional.empty());
    }

    private List<String> ids(ApprovalQuery query, int limit) {
        return approvals().list(organisation, query, PageRequest.first(limit)).items().stream()
                .map(approval -> approval.id().value())
                .toList();
    }

    private static String id(List<SampleApprovals.Sample> samples, int index) {
        return samples.get(index).approval().id().value();
    }

    private List<Approval> dueOfMine(Instant at) {
        return approvals().due(at).stream()
                .filter(approval -> approval.organisation().equals(organisation))
                .toList();
    }
}
