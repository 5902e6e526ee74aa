package dev.tollgate.domain.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.policy.Obligation.RequireApproval;
import dev.tollgate.domain.policy.Obliged;
import dev.tollgate.domain.policy.PolicyRef;
import dev.tollgate.domain.redaction.Redactor;
import dev.tollgate.domain.redaction.Sensitive;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ApprovalRulesTest {
    private static final AgentId SUPPORT = new AgentId("agt_00000000000000000000000000");
    private static final ApprovalRules ALL =
            new ApprovalRules(
                    Optional.of(Money.usd("5")),
                    true,
                    Set.of(Sensitive.CARD_NUMBER, Sensitive.SECRET),
                    OptionalInt.of(60),
                    Set.of("production"),
                    2,
                    Set.of("admin", "approver"),
                    Duration.ofHours(8),
                    Optional.of(Duration.ofHours(1)),
                    Optional.of(Duration.ofHours(2)),
                    Set.of("owner"),
                    List.of(SUPPORT),
                    3);

    private static boolean notAskedFirst() {
        throw new AssertionError("looked whether it is the first");
    }

    private static int notCounted() {
        throw new AssertionError("counted calls");
    }

    private static Set<Sensitive> notRead(Set<Sensitive> kinds) {
        throw new AssertionError("looked through the payload for " + kinds);
    }

    private static Circumstances quiet(boolean agentRequires, Obliged... obligations) {
        return new Circumstances(
                agentRequires,
                Money.usd("100"),
                "production",
                List.of(obligations),
                ApprovalRulesTest::notAskedFirst,
                ApprovalRulesTest::notCounted,
                ApprovalRulesTest::notRead);
    }

    private static Circumstances call(
            String cost, String environment, boolean first, int calls, String payload) {
        return new Circumstances(
                false,
                Money.usd(cost),
                environment,
                List.of(),
                () -> first,
                () -> calls,
                kinds -> new Redactor(kinds).find(payload));
    }

    private static Obliged by(String policy, int quorum, String... roles) {
        return new Obliged(new PolicyRef(policy, 1), new RequireApproval(quorum, Set.of(roles)));
    }

    @Test
    void asksForNothingAndLooksNothingUpUnlessSet() {
        assertThat(ApprovalRules.NONE.requirement(quiet(false))).isEmpty();
    }

    @Test
    void followsTheAgentsSettingAlone() {
        assertThat(ApprovalRules.NONE.requirement(quiet(true)))
                .contains(
                        new Requirement(
                                List.of("agent"),
                                1,
                                Set.of("owner", "admin", "approver"),
                                Duration.ofHours(24),
                                Optional.empty(),
                                Optional.empty(),
                                Set.of(),
                                List.of()));
    }

    @Test
    void namesEveryReason() {
        var need = ALL.requirement(call("5.000001", "production", true, 61, "4111111111111111"));

        assertThat(need)
                .contains(
                        new Requirement(
                                List.of(
                                        "calls_per_minute",
                                        "cost_above",
                                        "environment:production",
                                        "first_invocation",
                                        "payload:card_number"),
                                2,
                                Set.of("admin", "approver"),
                                Duration.ofHours(8),
                                Optional.of(Duration.ofHours(1)),
                                Optional.of(Duration.ofHours(2)),
                                Set.of("owner"),
                                List.of(SUPPORT)));
    }

    @Test
    void letsPassWhatIsAtTheBounds() {
        assertThat(ALL.requirement(call("5", "staging", false, 60, "ann@example.com"))).isEmpty();
    }

    @Test
    void takesTheLargestQuorumAndTheRolesThatAllAccept() {
        var need =
                ApprovalRules.NONE.requirement(
                        quiet(
                                true,
                                by("wide", 1),
                                by("strict", 3, "owner", "admin"),
                                by("late", 2, "admin", "approver")));

        assertThat(need.orElseThrow().reasons())
                .containsExactly("agent", "policy:late", "policy:strict", "policy:wide");
        assertThat(need.orElseThrow().quorum()).isEqualTo(3);
        assertThat(need.orElseThrow().roles()).containsExactly("admin");
    }

    @Test
    void turnsToOwnersWhereNoRoleIsAcceptedByAll() {
        var need =
                ApprovalRules.NONE.requirement(
                        quiet(false, by("one", 1, "admin"), by("other", 1, "approver")));

        assertThat(need.orElseThrow().roles()).containsExactly("owner");
    }

    @Test
    void refusesWhatCouldNotBeKept() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timed(Duration.ofHours(49), Optional.empty(), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        timed(
                                Duration.ofHours(1),
                                Optional.of(Duration.ofHours(1)),
                                Set.of("owner")));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        timed(
                                Duration.ofHours(2),
                                Optional.of(Duration.ofHours(1)),
                                Set.of("member")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timed(Duration.ofHours(2), Optional.empty(), Set.of("owner")));
    }

    private static ApprovalRules timed(
            Duration timeout, Optional<Duration> escalateAfter, Set<String> escalateTo) {
        return new ApprovalRules(
                Optional.empty(),
                false,
                Set.of(),
                OptionalInt.empty(),
                Set.of(),
                1,
                RequireApproval.DECIDERS,
                timeout,
                Optional.empty(),
                escalateAfter,
                escalateTo,
                List.of(),
                1);
    }
}
