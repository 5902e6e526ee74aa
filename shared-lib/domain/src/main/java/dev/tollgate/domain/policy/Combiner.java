package dev.tollgate.domain.policy;

import dev.tollgate.domain.policy.Denial.DeniedBy;
import dev.tollgate.domain.policy.Denial.EvaluationFailed;
import dev.tollgate.domain.policy.Denial.NoPolicyMatched;
import dev.tollgate.domain.policy.Denial.Undecided;
import dev.tollgate.domain.policy.condition.PolicyRequest;
import dev.tollgate.domain.policy.condition.Truth;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The combining algorithms, over the policies of an ordered list that are candidates for a request.
 */
record Combiner(CombiningAlgorithm algorithm, FailMode failMode) {
    private static final Ruling NONE_MATCHED = new Ruling.Deny(new NoPolicyMatched());

    Ruling combine(List<Policy> ordered, BitSet candidates, PolicyRequest request) {
        return switch (algorithm) {
            case DENY_OVERRIDES -> Tally.of(ordered, candidates, request).denyOverrides(failMode);
            case ALLOW_OVERRIDES -> Tally.of(ordered, candidates, request).allowOverrides(failMode);
            case FIRST_APPLICABLE -> firstApplicable(ordered, candidates, request);
        };
    }

    private Ruling firstApplicable(List<Policy> ordered, BitSet candidates, PolicyRequest request) {
        List<Obliged> obligations = new ArrayList<>();
        for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
            Policy policy = ordered.get(i);
            boolean allows = policy.effect() == Effect.ALLOW;
            Truth matches = Evaluation.matches(policy, request);
            if (allows && matches != Truth.FALSE) {
                oblige(policy, obligations);
            }
            if (matches == Truth.TRUE) {
                return allows
                        ? new Ruling.Allow(policy.ref(), obligations)
                        : deny(new DeniedBy(policy.ref()));
            }
            if (matches == Truth.FAILED && (!allows || failMode == FailMode.CLOSED)) {
                return deny(new EvaluationFailed(policy.ref()));
            }
            if (matches == Truth.UNDECIDED && !allows) {
                return deny(new Undecided(policy.ref()));
            }
        }
        return NONE_MATCHED;
    }

    private static void oblige(Policy policy, List<Obliged> obligations) {
        for (Obligation obligation : policy.obligations()) {
            obligations.add(new Obliged(policy.ref(), obligation));
        }
    }

    private static Ruling deny(Denial cause) {
        return new Ruling.Deny(cause);
    }

    /**
     * The first policy of each kind that the two overriding algorithms weigh against one another.
     */
    private static final class Tally {
        private @Nullable PolicyRef allow;
        private @Nullable PolicyRef deny;
        private @Nullable PolicyRef undecidedDeny;
        private @Nullable PolicyRef failedAllow;
        private @Nullable PolicyRef failedDeny;
        private final List<Obliged> obligations = new ArrayList<>();

        static Tally of(List<Policy> ordered, BitSet candidates, PolicyRequest request) {
            Tally tally = new Tally();
            for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
                Policy policy = ordered.get(i);
                tally.count(policy, Evaluation.matches(policy, request));
            }
            return tally;
        }

        private void count(Policy policy, Truth matches) {
            boolean allows = policy.effect() == Effect.ALLOW;
            if (allows && matches != Truth.FALSE) {
                oblige(policy, obligations);
            }
            switch (matches) {
                case TRUE -> {
                    if (allows) {
                        allow = first(allow, policy);
                    } else {
                        deny = first(deny, policy);
                    }
                }
                case UNDECIDED ->
                        undecidedDeny = allows ? undecidedDeny : first(undecidedDeny, policy);
                case FAILED -> {
                    if (allows) {
                        failedAllow = first(failedAllow, policy);
                    } else {
                        failedDeny = first(failedDeny, policy);
                    }
                }
                case FALSE -> {}
            }
        }

        private static PolicyRef first(@Nullable PolicyRef known, Policy policy) {
            return known == null ? policy.ref() : known;
        }

        Ruling denyOverrides(FailMode failMode) {
            boolean failed =
                    failedDeny != null || (failedAllow != null && failMode == FailMode.CLOSED);
            boolean clear = deny == null && undecidedDeny == null && !failed;
            return allow != null && clear ? new Ruling.Allow(allow, obligations) : denied(failed);
        }

        Ruling allowOverrides(FailMode failMode) {
            boolean closed =
                    failMode == FailMode.CLOSED && (failedAllow != null || failedDeny != null);
            return allow != null && !closed
                    ? new Ruling.Allow(allow, obligations)
                    : denied(closed || failedDeny != null);
        }

        /**
         * Of several causes the plainest: a deny that matched, then a failure, then a fact that is
         * not known.
         */
        private Ruling denied(boolean failed) {
            if (deny != null) {
                return Combiner.deny(new DeniedBy(deny));
            }
            @Nullable PolicyRef failing = failedDeny == null ? failedAllow : failedDeny;
            if (failed && failing != null) {
                return Combiner.deny(new EvaluationFailed(failing));
            }
            return undecidedDeny == null
                    ? NONE_MATCHED
                    : Combiner.deny(new Undecided(undecidedDeny));
        }
    }
}
