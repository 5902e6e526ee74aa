package dev.tollgate.domain.policy;

import dev.tollgate.domain.policy.condition.PolicyRequest;
import dev.tollgate.domain.policy.condition.Truth;
import java.util.List;
import java.util.stream.IntStream;

/** What one policy said to a request, condition by condition. */
public record Verdict(
        PolicyRef policy,
        String name,
        Effect effect,
        PolicyStatus status,
        Truth matched,
        List<Finding> findings) {
    /**
     * What one condition said.
     *
     * @param pointer its place in the policy, a JSON pointer
     * @param detail what was found and what was asked for
     */
    public record Finding(
            String pointer, String type, boolean negated, Truth holds, String detail) {}

    public Verdict {
        findings = List.copyOf(findings);
    }

    static Verdict of(Policy policy, PolicyRequest request) {
        List<Finding> findings =
                IntStream.range(0, policy.conditions().size())
                        .mapToObj(i -> finding(policy, i, request))
                        .toList();
        return new Verdict(
                policy.ref(),
                policy.name(),
                policy.effect(),
                policy.status(),
                Evaluation.matches(policy, request),
                findings);
    }

    private static Finding finding(Policy policy, int position, PolicyRequest request) {
        var condition = policy.conditions().get(position);
        return new Finding(
                "/conditions/" + position,
                condition.type(),
                condition.negate(),
                Evaluation.holds(condition, request),
                Evaluation.describe(condition, request));
    }
}
