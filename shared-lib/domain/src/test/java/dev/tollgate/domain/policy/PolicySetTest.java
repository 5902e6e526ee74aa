package dev.tollgate.domain.policy;

import static dev.tollgate.domain.policy.CombiningAlgorithm.DENY_OVERRIDES;
import static dev.tollgate.domain.policy.CombiningAlgorithm.FIRST_APPLICABLE;
import static dev.tollgate.domain.policy.FailMode.CLOSED;
import static dev.tollgate.domain.policy.FailMode.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tollgate.domain.policy.condition.Among;
import dev.tollgate.domain.policy.condition.Attribute;
import dev.tollgate.domain.policy.condition.AttributeTest.Comparison;
import dev.tollgate.domain.policy.condition.Condition;
import dev.tollgate.domain.policy.condition.Country;
import dev.tollgate.domain.policy.condition.Dimension;
import dev.tollgate.domain.policy.condition.FieldPath;
import dev.tollgate.domain.policy.condition.Location;
import dev.tollgate.domain.policy.condition.Operator;
import dev.tollgate.domain.policy.condition.PolicyRequest;
import dev.tollgate.domain.policy.condition.Requests;
import dev.tollgate.domain.policy.condition.Scalar;
import dev.tollgate.domain.policy.condition.Truth;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicySetTest {
    private static final PolicyRequest ODD =
            Requests.with(Map.of("context", Map.of("amount", "much")));
    private static final Condition UNKNOWN_COUNTRY =
            new Location(
                    new LinkedHashSet<>(List.of(new Country("US"))), new LinkedHashSet<>(), false);
    private static final Condition BIG =
            new Attribute(
                    new Comparison(
                            FieldPath.parse("context.amount"),
                            Operator.GT,
                            List.of(new Scalar.Decimal(BigDecimal.TEN))),
                    false);

    @ParameterizedTest
    @EnumSource
    void deniesWhereNothingMatches(CombiningAlgorithm algorithm) {
        PolicySet policies =
                set(algorithm, CLOSED, policy("dev", Effect.ALLOW, 1, in("development")));

        assertThat(outcome(policies)).isEqualTo("no_policy_matched");
        assertThat(outcome(set(algorithm, CLOSED))).isEqualTo("no_policy_matched");
    }

    @ParameterizedTest
    @CsvSource({
        "DENY_OVERRIDES, denied_by_policy d",
        "ALLOW_OVERRIDES, allowed a",
        "FIRST_APPLICABLE, allowed a",
    })
    void settlesDisagreementAsTheAlgorithmSays(CombiningAlgorithm algorithm, String expected) {
        PolicySet policies =
                set(algorithm, CLOSED, policy("d", Effect.DENY, 2), policy("a", Effect.ALLOW, 1));

        assertThat(outcome(policies)).isEqualTo(expected);
    }

    @Test
    void takesEqualPrioritiesByTheirIds() {
        PolicySet policies =
                set(
                        FIRST_APPLICABLE,
                        CLOSED,
                        policy("b", Effect.ALLOW, 5),
                        policy("a", Effect.DENY, 5));

        assertThat(outcome(policies)).isEqualTo("denied_by_policy a");
    }

    @ParameterizedTest
    @CsvSource({
        // a deny that may match counts as matching, an allow as not
        "DENY_OVERRIDES, DENY, policy_undecided x",
        "DENY_OVERRIDES, ALLOW, allowed rest",
        "ALLOW_OVERRIDES, DENY, allowed rest",
        "ALLOW_OVERRIDES, ALLOW, allowed rest",
        "FIRST_APPLICABLE, DENY, policy_undecided x",
        "FIRST_APPLICABLE, ALLOW, allowed rest",
    })
    void readsWhatIsUndecidedInTheWayThatDenies(
            CombiningAlgorithm algorithm, Effect effect, String expected) {
        PolicySet policies =
                set(
                        algorithm,
                        CLOSED,
                        policy("x", effect, 1, UNKNOWN_COUNTRY),
                        policy("rest", Effect.ALLOW, 2));
        PolicySet negated =
                set(
                        algorithm,
                        CLOSED,
                        policy("x", effect, 1, UNKNOWN_COUNTRY.opposite()),
                        policy("rest", Effect.ALLOW, 2));

        assertThat(outcome(policies)).isEqualTo(expected);
        assertThat(outcome(negated)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "DENY_OVERRIDES, CLOSED, DENY, policy_evaluation_failed x",
        "DENY_OVERRIDES, CLOSED, ALLOW, policy_evaluation_failed x",
        "DENY_OVERRIDES, OPEN, DENY, policy_evaluation_failed x",
        "DENY_OVERRIDES, OPEN, ALLOW, allowed rest",
        "ALLOW_OVERRIDES, CLOSED, DENY, policy_evaluation_failed x",
        "ALLOW_OVERRIDES, CLOSED, ALLOW, policy_evaluation_failed x",
        "ALLOW_OVERRIDES, OPEN, DENY, allowed rest",
        "ALLOW_OVERRIDES, OPEN, ALLOW, allowed rest",
        "FIRST_APPLICABLE, CLOSED, DENY, policy_evaluation_failed x",
        "FIRST_APPLICABLE, CLOSED, ALLOW, policy_evaluation_failed x",
        "FIRST_APPLICABLE, OPEN, DENY, policy_evaluation_failed x",
        "FIRST_APPLICABLE, OPEN, ALLOW, allowed rest",
    })
    void failsAsTheFailModeSays(
            CombiningAlgorithm algorithm, FailMode failMode, Effect effect, String expected) {
        PolicySet policies =
                set(
                        algorithm,
                        failMode,
                        policy("x", effect, 1, BIG),
                        policy("rest", Effect.ALLOW, 2));

        assertThat(outcome(policies.decide(ODD))).isEqualTo(expected);
    }

    @Test
    void isNotStoppedByAFailureItNeverReaches() {
        PolicySet policies =
                set(
                        FIRST_APPLICABLE,
                        CLOSED,
                        policy("a", Effect.ALLOW, 1),
                        policy("x", Effect.ALLOW, 2, BIG));

        assertThat(outcome(policies.decide(ODD))).isEqualTo("allowed a");
    }

    @Test
    void ignoresAFailureBesideAConditionThatIsFalse() {
        PolicySet policies =
                set(
                        DENY_OVERRIDES,
                        CLOSED,
                        policy("x", Effect.DENY, 1, BIG, in("development")),
                        policy("rest", Effect.ALLOW, 2));

        assertThat(outcome(policies.decide(ODD))).isEqualTo("allowed rest");
    }

    @Test
    void explainsWhatItSawConditionByCondition() {
        PolicySet policies =
                set(
                        DENY_OVERRIDES,
                        CLOSED,
                        policy(
                                "dev",
                                Effect.ALLOW,
                                1,
                                in("development").opposite(),
                                UNKNOWN_COUNTRY));

        Explanation explanation = policies.decide(Requests.ORDINARY).explanation();

        assertThat(explanation).hasToString("DENY_OVERRIDES: No policy allows this request.");
        assertThat(explanation.relevant())
                .containsExactly(
                        new Verdict(
                                new PolicyRef("dev", 1),
                                "dev",
                                Effect.ALLOW,
                                PolicyStatus.ACTIVE,
                                Truth.UNDECIDED,
                                List.of(
                                        new Verdict.Finding(
                                                "/conditions/0",
                                                "environment",
                                                true,
                                                Truth.TRUE,
                                                "environment is production, listed development"),
                                        new Verdict.Finding(
                                                "/conditions/1",
                                                "location",
                                                false,
                                                Truth.UNDECIDED,
                                                "country is unknown, listed [US]"))));
    }

    @Test
    void reportsShadowPoliciesWithoutEnforcingThem() {
        PolicySet policies =
                set(
                        DENY_OVERRIDES,
                        CLOSED,
                        policy("a", Effect.ALLOW, 1),
                        policy("s", Effect.DENY, 1).withStatus(PolicyStatus.SHADOW),
                        policy("off", Effect.DENY, 1).withStatus(PolicyStatus.INACTIVE));

        Decision decision = policies.decide(Requests.ORDINARY);

        assertThat(outcome(decision)).isEqualTo("allowed a");
        assertThat(decision.explanation().shadow())
                .extracting(verdict -> verdict.policy().policyId(), Verdict::matched)
                .containsExactly(tuple("s", Truth.TRUE));
        assertThat(decision.explanation().withShadow().map(PolicySetTest::outcome))
                .isEqualTo(Optional.of("denied_by_policy s"));
    }

    @Test
    void refusesTwoPoliciesOfOneName() {
        assertThatThrownBy(() ->
                        set(
                                DENY_OVERRIDES,
                                OPEN,
                                policy("a", Effect.ALLOW, 1),
                                policy("a", Effect.DENY, 2)))
                .hasMessage("two policies are called a");
    }

    private static String outcome(PolicySet policies) {
        return outcome(policies.decide(Requests.ORDINARY));
    }

    private static String outcome(Decision decision) {
        String word =
                switch (decision) {
                    case Decision.Allowed _ -> "allowed";
                    case Decision.Denied(var cause, _) -> cause.code();
                };
        return word + decision.by().map(ref -> " " + ref.policyId()).orElse("");
    }

    private static PolicySet set(
            CombiningAlgorithm algorithm, FailMode failMode, Policy... policies) {
        return PolicySet.compile(List.of(policies), algorithm, failMode);
    }

    private static Condition in(String environment) {
        return new Among(Dimension.ENVIRONMENT, new LinkedHashSet<>(List.of(environment)), false);
    }

    private static Policy policy(String id, Effect effect, int priority, Condition... conditions) {
        return new Policy(
                id, id, "", effect, priority, PolicyStatus.ACTIVE, List.of(conditions), 1);
    }
}
