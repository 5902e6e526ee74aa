package dev.tollgate.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.approval.Closing;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.testing.SampleApprovals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AttendTest {
    private final Desk desk = new Desk();

    @Test
    void remindsThenEscalatesThenRefuses() {
        var approval = desk.held(SampleApprovals.requirement());
        for (int minutes = 0; minutes <= 60; minutes += 5) {
            desk.attend.attend();
            desk.pass(Duration.ofMinutes(5));
        }

        assertThat(desk.steps())
                .containsExactly(
                        Step.Kind.REQUIRED,
                        Step.Kind.REMINDED,
                        Step.Kind.ESCALATED,
                        Step.Kind.EXPIRED,
                        Step.Kind.SETTLED);
        assertThat(desk.found(approval).status()).isEqualTo(ApprovalStatus.EXPIRED);
        assertThat(desk.holdsMoney(approval)).isFalse();
        assertThat(desk.counted()).isZero();
    }

    @Test
    void showsItToPeopleOnTheirPlatformOnEachOccasion() {
        var usual = SampleApprovals.requirement();
        var approval =
                desk.held(
                        new Requirement(
                                usual.reasons(),
                                1,
                                usual.roles(),
                                usual.timeout(),
                                usual.remindAfter(),
                                usual.escalateAfter(),
                                usual.escalateTo(),
                                List.of(desk.agent.id(), desk.ids.agent())));
        desk.pass(Duration.ofMinutes(10));
        desk.attend.attend();
        desk.pass(Duration.ofMinutes(20));

        desk.attend.attend();

        assertThat(desk.queue.waiting())
                .hasSize(2)
                .allSatisfy(sent ->
                        assertThat(sent.order().body())
                                .contains("approval_needed", approval.id().value()))
                .extracting(sent -> sent.order().id())
                .doesNotHaveDuplicates();
    }

    @Test
    void doesNothingBeforeItsTime() {
        desk.held(SampleApprovals.requirement());
        desk.pass(Duration.ofMinutes(9));

        assertThat(desk.attend.attend()).isZero();
    }

    @Test
    void sendsACallOffThatWasAgreedToByOneWhoDied() {
        var approval = desk.held(SampleApprovals.requirement());
        var approved = approval.agreed(desk.wish(approval, "a").voter(), Optional.empty(), now());
        desk.approvals.replace(
                approved,
                new Step(Step.Kind.APPROVED, "usr_a", now()),
                desk.row(approval).waiting(InvocationStatus.QUEUED, now()));
        assertThat(desk.attend.attend()).isZero();
        desk.pass(Duration.ofSeconds(30));

        assertThat(desk.attend.attend()).isEqualTo(1);

        assertThat(desk.queue.waiting()).hasSize(1);
        assertThat(desk.found(approval).status()).isEqualTo(ApprovalStatus.EXECUTING);
        desk.pass(Duration.ofMinutes(5));
        assertThat(desk.attend.attend()).isZero();
    }

    @Test
    void givesBackWhatOneWhoDiedDidNot() {
        var approval = desk.held(SampleApprovals.requirement());
        rejectAndDie(approval);
        desk.pass(Duration.ofSeconds(30));

        desk.attend.attend();

        assertThat(desk.holdsMoney(approval)).isFalse();
        assertThat(desk.counted()).isZero();
        assertThat(desk.found(approval).dueAt()).isEmpty();
    }

    @Test
    void comesBackOnceTheCountersAreThereAgain() {
        var approval = desk.held(SampleApprovals.requirement());
        desk.counters.down(true);
        desk.decide.reject(desk.wish(approval, "a"), "no");
        desk.counters.down(false);
        assertThat(desk.holdsMoney(approval)).isTrue();
        desk.pass(Duration.ofSeconds(30));

        desk.attend.attend();

        assertThat(desk.holdsMoney(approval)).isFalse();
    }

    @Test
    void runsNothingThatIsNotWhatWasAgreedTo() {
        var approval = desk.held(SampleApprovals.requirement());
        var other = desk.held(SampleApprovals.requirement());
        var approved = approval.agreed(desk.wish(approval, "a").voter(), Optional.empty(), now());
        var swapped =
                new Approval(
                        approved.id(),
                        approved.organisation(),
                        approved.agent(),
                        approved.invocation(),
                        approved.requester(),
                        approved.requirement(),
                        other.grant(),
                        approved.shown(),
                        approved.status(),
                        approved.votes(),
                        approved.closing(),
                        approved.createdAt(),
                        false,
                        false,
                        approved.dueAt(),
                        approved.version());
        desk.approvals.replace(
                swapped,
                new Step(Step.Kind.APPROVED, "usr_a", now()),
                desk.row(approval).waiting(InvocationStatus.QUEUED, now()));
        desk.pass(Duration.ofSeconds(30));

        desk.attend.attend();

        assertThat(desk.queue.waiting()).isEmpty();
        assertThat(desk.found(approval).status()).isEqualTo(ApprovalStatus.FAILED);
        assertThat(desk.row(approval).status()).isEqualTo(InvocationStatus.FAILED);
        assertThat(desk.holdsMoney(approval)).isFalse();
    }

    private void rejectAndDie(Approval approval) {
        var rejected =
                approval.refused(
                        ApprovalStatus.REJECTED, new Closing("usr_a", now(), Optional.empty()));
        desk.approvals.replace(
                rejected,
                new Step(Step.Kind.REJECTED, "usr_a", now()),
                Refused.row(desk.row(approval), rejected));
    }

    private java.time.Instant now() {
        return desk.clock.instant();
    }
}
