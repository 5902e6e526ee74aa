package dev.tollgate.domain.policy;

import dev.tollgate.domain.policy.condition.PolicyRequest;
import dev.tollgate.domain.policy.condition.Truth;
import java.util.List;
import java.util.Optional;

/**
 * Why a decision came out as it did. Deciding records nothing but this reference to what was
 * decided on; whoever asks has the request evaluated again, in full and without the index.
 * Evaluation is a pure function, so both agree.
 */
public final class Explanation {
    private final PolicySet policies;
    private final PolicyRequest request;
    private final Ruling ruling;

    Explanation(PolicySet policies, PolicyRequest request, Ruling ruling) {
        this.policies = policies;
        this.request = request;
        this.ruling = ruling;
    }

    public CombiningAlgorithm algorithm() {
        return policies.algorithm();
    }

    public FailMode failMode() {
        return policies.failMode();
    }

    /** One sentence for people. */
    public String sentence() {
        return switch (ruling) {
            case Ruling.Allow(var by, _) -> "Policy " + by + " allows this request.";
            case Ruling.Deny(var cause) -> cause.sentence();
        };
    }

    /** What every active policy said, in the order of evaluation. */
    public List<Verdict> verdicts() {
        return policies.enforced().stream().map(policy -> Verdict.of(policy, request)).toList();
    }

    /** The active policies that matched, or that might have: those undecided or failed. */
    public List<Verdict> relevant() {
        return verdicts().stream().filter(verdict -> verdict.matched() != Truth.FALSE).toList();
    }

    /** What every shadow policy said. None of it was enforced. */
    public List<Verdict> shadow() {
        return policies.shadow().stream().map(policy -> Verdict.of(policy, request)).toList();
    }

    /**
     * What the decision would have been with the shadow policies active; empty where there are
     * none.
     */
    public Optional<Decision> withShadow() {
        return policies.shadow().isEmpty()
                ? Optional.empty()
                : Optional.of(policies.withShadow().decide(request));
    }

    @Override
    public String toString() {
        return algorithm() + ": " + sentence();
    }
}
