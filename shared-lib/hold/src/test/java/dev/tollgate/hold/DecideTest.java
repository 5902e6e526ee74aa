package dev.tollgate.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.Approval.Refusal;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.approval.Voter;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.policy.PolicyRef;
import dev.tollgate.testing.SampleApprovals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DecideTest {
    private final Desk desk = new Desk();

    @Test
    void sendsTheVeryCallOnceSomebodyAgrees() {
        var approval = desk.held(SampleApprovals.requirement());

        var decided = desk.decide.approve(desk.wish(approval, "a"), Optional.of("fine"));

        assertThat(status(decided)).isEqualTo(ApprovalStatus.EXECUTING);
        var order = desk.queue.waiting().getFirst().order();
        assertThat(approval.grant().covers(order)).isTrue();
        assertThat(order.due()).isEqualTo(desk.clock.instant());
        assertThat(desk.row(approval).status()).isEqualTo(InvocationStatus.QUEUED);
        assertThat(desk.counted()).isEqualTo(1);
        assertThat(desk.holdsMoney(approval)).isTrue();
        assertThat(desk.steps())
                .containsExactly(Step.Kind.REQUIRED, Step.Kind.APPROVED, Step.Kind.EXECUTING);
        assertThat(desk.audit.types())
                .containsExactly(
                        "approval.approve",
                        "approval.approved",
                        "external_agent.credentials_accessed");
    }

    @Test
    void waitsUntilEnoughAgree() {
        var approval = desk.held(SampleApprovals.requirement(2));

        assertThat(status(approve(approval, "a"))).isEqualTo(ApprovalStatus.PENDING);
        assertThat(refusal(approve(approval, "a"))).isEqualTo(Refusal.ALREADY_VOTED);
        assertThat(desk.queue.waiting()).isEmpty();
        assertThat(status(approve(approval, "b"))).isEqualTo(ApprovalStatus.EXECUTING);
        assertThat(desk.found(approval).votes()).hasSize(2);
    }

    @Test
    void givesBackAllThatARejectedCallHeld() {
        var approval = desk.held(SampleApprovals.requirement());

        var decided = desk.decide.reject(desk.wish(approval, "a"), "too risky");

        assertThat(status(decided)).isEqualTo(ApprovalStatus.REJECTED);
        assertThat(desk.counted()).isZero();
        assertThat(desk.holdsMoney(approval)).isFalse();
        assertThat(desk.queue.waiting()).isEmpty();
        var row = desk.row(approval);
        assertThat(row.status()).isEqualTo(InvocationStatus.REFUSED);
        assertThat(row.outcome().orElseThrow().code()).contains("approval_rejected");
        assertThat(row.outcome().orElseThrow().detail())
                .contains("The call was rejected: too risky");
        assertThat(desk.found(approval).dueAt()).isEmpty();
    }

    @Test
    void refusesEveryOtherDecisionOnceThereIsOne() {
        var approval = desk.held(SampleApprovals.requirement());
        desk.decide.reject(desk.wish(approval, "a"), "no");

        assertThat(refusal(approve(approval, "b"))).isEqualTo(Refusal.NOT_PENDING);
        assertThat(refusal(desk.decide.reject(desk.wish(approval, "b"), "no")))
                .isEqualTo(Refusal.NOT_PENDING);
        assertThat(refusal(desk.decide.cancel(desk.wish(approval, "b"), Optional.empty())))
                .isEqualTo(Refusal.NOT_PENDING);
        assertThat(desk.queue.waiting()).isEmpty();
    }

    @Test
    void letsNobodyAgreeToTheirOwnCall() {
        var approval = desk.held(SampleApprovals.requirement());
        var asker = approval.requester().principal();
        var wish =
                new Wish(
                        desk.organisation,
                        approval.id(),
                        new Voter(asker, "asker", Set.of(), Optional.empty()),
                        "192.0.2.7",
                        Optional.empty());

        assertThat(refusal(desk.decide.approve(wish, Optional.empty())))
                .isEqualTo(Refusal.OWN_CALL);
        assertThat(status(desk.decide.cancel(wish, Optional.empty())))
                .isEqualTo(ApprovalStatus.CANCELLED);
    }

    @Test
    void letsOnlyTheNamedRolesDecide() {
        var approval = desk.held(by(Set.of("approver")));

        assertThat(refusal(approve(approval, "a", "admin"))).isEqualTo(Refusal.WRONG_ROLE);
        assertThat(refusal(desk.decide.reject(desk.wish(approval, "a", "admin"), "no")))
                .isEqualTo(Refusal.WRONG_ROLE);
        assertThat(status(approve(approval, "b", "member", "approver")))
                .isEqualTo(ApprovalStatus.EXECUTING);
    }

    @Test
    void letsOthersDecideOnceItEscalated() {
        var approval = desk.held(by(Set.of("approver")));
        desk.pass(Duration.ofMinutes(30));
        assertThat(desk.attend.attend()).isEqualTo(1);

        assertThat(status(approve(approval, "a", "admin"))).isEqualTo(ApprovalStatus.EXECUTING);
        assertThat(desk.steps()).contains(Step.Kind.ESCALATED);
    }

    @Test
    void takesTooLateForNo() {
        var approval = desk.held(SampleApprovals.requirement());
        desk.pass(Duration.ofHours(1));

        var decided = approve(approval, "a");

        assertThat(refusal(decided)).isEqualTo(Refusal.NOT_PENDING);
        assertThat(desk.found(approval).status()).isEqualTo(ApprovalStatus.EXPIRED);
        assertThat(desk.holdsMoney(approval)).isFalse();
        assertThat(desk.queue.waiting()).isEmpty();
    }

    @Test
    void refusesACallThatHasChanged() {
        var changed = desk.held(SampleApprovals.requirement());
        desk.agents.replace(desk.agent.suspended(desk.clock.instant()));

        assertThat(what(approve(changed, "a"))).isEqualTo("The agent is suspended.");
        assertThat(desk.found(changed).status()).isEqualTo(ApprovalStatus.PENDING);
        assertThat(desk.queue.waiting()).isEmpty();
    }

    @Test
    void refusesACallWhosePolicyHasChanged() {
        var approval = desk.held(SampleApprovals.requirement());
        desk.policies.remove(desk.organisation, new PolicyRef("everyone", 1));

        assertThat(what(approve(approval, "a"))).contains("everyone (version 1)");
    }

    @Test
    void refusesACallThatIsNotTheOneThatWasSeen() {
        var approval = desk.held(SampleApprovals.requirement());
        var wish = desk.wish(approval, "a");
        var saw =
                new Wish(
                        wish.organisation(),
                        wish.approval(),
                        wish.voter(),
                        wish.address(),
                        Optional.of("0".repeat(64)));

        assertThat(what(desk.decide.approve(saw, Optional.empty())))
                .isEqualTo("The call is not the one that was seen.");
    }

    @Test
    void refusesWhatWasSealedForAnother() {
        var first = desk.held(SampleApprovals.requirement());
        var second = desk.held(SampleApprovals.requirement());
        var stolen = desk.approvals.sealed(desk.organisation, first.id()).orElseThrow();
        var order = desk.sealed.open(first.id(), stolen);

        assertThat(second.grant().covers(order)).isFalse();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> desk.sealed.open(second.id(), stolen))
                .hasMessageContaining("was changed");
    }

    @Test
    void tellsWhoAskedOnAPlatformThatItWasRejected() {
        var to = new ReplyAddress(desk.agent.id(), Map.of());
        var approval = desk.held(SampleApprovals.requirement(), Optional.of(to));

        desk.decide.reject(desk.wish(approval, "a"), "too risky");

        var order = desk.queue.waiting().getFirst().order();
        assertThat(order.purpose()).isEqualTo(new Purpose.Reply(approval.invocation(), to));
        assertThat(order.body()).contains("too risky");
    }

    @Test
    void knowsNothingOfOtherOrganisations() {
        var approval = desk.held(SampleApprovals.requirement());
        var wish = desk.wish(approval, "a");
        var stranger =
                new Wish(
                        desk.ids.organisation(),
                        wish.approval(),
                        wish.voter(),
                        wish.address(),
                        wish.seen());

        assertThat(desk.decide.approve(stranger, Optional.empty()))
                .isEqualTo(new Decided.NotFound());
    }

    private static Requirement by(Set<String> roles) {
        var usual = SampleApprovals.requirement();
        return new Requirement(
                usual.reasons(),
                1,
                roles,
                usual.timeout(),
                Optional.empty(),
                usual.escalateAfter(),
                usual.escalateTo(),
                List.of());
    }

    private Decided approve(Approval approval, String user, String... roles) {
        return desk.decide.approve(desk.wish(approval, user, roles), Optional.empty());
    }

    private static ApprovalStatus status(Decided decided) {
        assertThat(decided).isInstanceOf(Decided.Done.class);
        return ((Decided.Done) decided).approval().status();
    }

    private static Refusal refusal(Decided decided) {
        assertThat(decided).isInstanceOf(Decided.Refused.class);
        return ((Decided.Refused) decided).why();
    }

    private static String what(Decided decided) {
        assertThat(decided).isInstanceOf(Decided.Changed.class);
        return ((Decided.Changed) decided).what();
    }
}
