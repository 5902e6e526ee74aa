package dev.tollgate.domain.policy;

import dev.tollgate.domain.policy.condition.Condition;
import dev.tollgate.domain.policy.condition.PolicyRequest;
import dev.tollgate.domain.policy.condition.Truth;

/** The evaluation of one policy, and of one condition, that no fault escapes from. */
final class Evaluation {
    private Evaluation() {}

    /**
     * Whether all conditions hold. One that is false settles it, whatever is unknown about the
     * others.
     */
    static Truth matches(Policy policy, PolicyRequest request) {
        Truth all = Truth.TRUE;
        for (Condition condition : policy.conditions()) {
            all = all.and(holds(condition, request));
            if (all == Truth.FALSE) {
                return all;
            }
        }
        return all;
    }

    /**
     * A fault of the evaluator fails the one policy, as a value that does not compare would; the
     * fail mode decides.
     */
    static Truth holds(Condition condition, PolicyRequest request) {
        try {
            return condition.holds(request);
        } catch (RuntimeException fault) {
            return Truth.FAILED;
        }
    }

    static String describe(Condition condition, PolicyRequest request) {
        try {
            return condition.describe(request);
        } catch (RuntimeException fault) {
            return condition.type() + " could not be evaluated: " + fault;
        }
    }
}
