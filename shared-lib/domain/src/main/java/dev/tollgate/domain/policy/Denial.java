package dev.tollgate.domain.policy;

import java.util.Optional;

/** Why a request was denied. */
public sealed interface Denial {
    /** A deny policy matched. */
    record DeniedBy(PolicyRef policy) implements Denial {}

    /** No policy matched that allows the request. */
    record NoPolicyMatched() implements Denial {}

    /** A deny policy would match if a fact that is not known were to its liking. */
    record Undecided(PolicyRef policy) implements Denial {}

    /** A policy could not be evaluated. */
    record EvaluationFailed(PolicyRef policy) implements Denial {}

    /** A stable code for responses, metrics and audit. */
    default String code() {
        return switch (this) {
            case DeniedBy _ -> "denied_by_policy";
            case NoPolicyMatched _ -> "no_policy_matched";
            case Undecided _ -> "policy_undecided";
            case EvaluationFailed _ -> "policy_evaluation_failed";
        };
    }

    /** The policy that decided, if one did. */
    default Optional<PolicyRef> by() {
        return switch (this) {
            case DeniedBy(var policy) -> Optional.of(policy);
            case NoPolicyMatched _ -> Optional.empty();
            case Undecided(var policy) -> Optional.of(policy);
            case EvaluationFailed(var policy) -> Optional.of(policy);
        };
    }

    /** One sentence for people. */
    default String sentence() {
        return switch (this) {
            case DeniedBy(var policy) -> "Policy " + policy + " denies this request.";
            case NoPolicyMatched _ -> "No policy allows this request.";
            case Undecided(var policy) ->
                    "Policy "
                            + policy
                            + " may deny this request: a fact it asks for is not known, so it counts"
                            + " as matching.";
            case EvaluationFailed(var policy) ->
                    "Policy " + policy + " could not be evaluated for this request.";
        };
    }
}
