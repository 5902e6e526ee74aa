package dev.tollgate.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.policy.condition.PolicyRequest;
import dev.tollgate.domain.policy.condition.Truth;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wso2.balana.PDPConfig;
import org.wso2.balana.Rule;
import org.wso2.balana.combine.RuleCombinerElement;
import org.wso2.balana.combine.RuleCombiningAlgorithm;
import org.wso2.balana.combine.xacml2.FirstApplicableRuleAlg;
import org.wso2.balana.combine.xacml3.DenyOverridesRuleAlg;
import org.wso2.balana.combine.xacml3.PermitOverridesRuleAlg;
import org.wso2.balana.cond.Condition;
import org.wso2.balana.cond.Evaluatable;
import org.wso2.balana.cond.EvaluationResult;
import org.wso2.balana.ctx.AbstractResult;
import org.wso2.balana.ctx.EvaluationCtx;
import org.wso2.balana.ctx.Status;
import org.wso2.balana.ctx.xacml3.RequestCtx;
import org.wso2.balana.ctx.xacml3.XACML3EvaluationCtx;

/** The combining algorithms against those of an XACML 3.0 engine, Balana. */
class XacmlOracleTest {
    private static final int CASES = 8000;
    private static final int VERSION = 3;
    private static final EvaluationCtx CONTEXT =
            new XACML3EvaluationCtx(
                    new RequestCtx(Set.of(), null), new PDPConfig(null, null, null));

    /** Failing open reads a failure as XACML reads Indeterminate; that is the mode to compare. */
    @ParameterizedTest
    @EnumSource
    void agreesWithTheEngine(CombiningAlgorithm algorithm) {
        int allowed = 0;
        for (long seed = 0; seed < CASES; seed++) {
            RandomPolicies random = new RandomPolicies(new Random(seed));
            PolicySet policies =
                    PolicySet.compile(
                            RandomPolicies.read(random.policies()), algorithm, FailMode.OPEN);
            PolicyRequest request = random.request();

            boolean ours = policies.decide(request) instanceof Decision.Allowed;

            assertThat(ours)
                    .as("seed %s, %s", seed, policies.decide(request).explanation().relevant())
                    .isEqualTo(engineAllows(policies.enforced(), algorithm, request));
            allowed += ours ? 1 : 0;
        }
        assertThat(allowed).as("neither answer is rare").isBetween(CASES / 20, CASES * 19 / 20);
    }

    private static boolean engineAllows(
            List<Policy> ordered, CombiningAlgorithm algorithm, PolicyRequest request) {
        List<RuleCombinerElement> rules = new ArrayList<>();
        for (Policy policy : ordered) {
            Truth matched = Evaluation.matches(policy, request);
            boolean passedOver =
                    algorithm == CombiningAlgorithm.FIRST_APPLICABLE
                            && policy.effect() == Effect.ALLOW
                            && (matched == Truth.UNDECIDED || matched == Truth.FAILED);
            // The one documented difference: XACML ends here, the gate looks on.
            if (!passedOver) {
                rules.add(new RuleCombinerElement(rule(policy, matched)));
            }
        }
        return engine(algorithm).combine(CONTEXT, List.of(), rules).getDecision()
                == AbstractResult.DECISION_PERMIT;
    }

    private static RuleCombiningAlgorithm engine(CombiningAlgorithm algorithm) {
        return switch (algorithm) {
            case DENY_OVERRIDES -> new DenyOverridesRuleAlg();
            case ALLOW_OVERRIDES -> new PermitOverridesRuleAlg();
            case FIRST_APPLICABLE -> new FirstApplicableRuleAlg();
        };
    }

    private static Rule rule(Policy policy, Truth matched) {
        return new Rule(
                URI.create("urn:policy:" + policy.policyId()),
                policy.effect() == Effect.ALLOW
                        ? AbstractResult.DECISION_PERMIT
                        : AbstractResult.DECISION_DENY,
                "",
                null,
                new Condition(new Fixed(matched)),
                Set.of(),
                Set.of(),
                VERSION);
    }

    /** A condition that has been evaluated already. */
    private record Fixed(Truth truth) implements Evaluatable {
        @Override
        public EvaluationResult evaluate(EvaluationCtx context) {
            return switch (truth) {
                case TRUE -> EvaluationResult.getTrueInstance();
                case FALSE -> EvaluationResult.getFalseInstance();
                case UNDECIDED ->
                        new EvaluationResult(new Status(List.of(Status.STATUS_MISSING_ATTRIBUTE)));
                case FAILED ->
                        new EvaluationResult(new Status(List.of(Status.STATUS_PROCESSING_ERROR)));
            };
        }

        @Override
        @SuppressWarnings("deprecation") // the interface still asks for it
        public boolean evaluatesToBag() {
            return false;
        }

        @Override
        public List<?> getChildren() {
            return List.of();
        }

        @Override
        public URI getType() {
            return URI.create("http://www.w3.org/2001/XMLSchema#boolean");
        }

        @Override
        public boolean returnsBag() {
            return false;
        }

        @Override
        public void encode(StringBuilder text) {
            text.append(truth);
        }
    }
}
