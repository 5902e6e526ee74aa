package dev.tollgate.governance;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.policy.CombiningAlgorithm;
import dev.tollgate.domain.policy.LintWarning;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicyLint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What a policy would bring about among the others that its author may not have meant. */
final class Lint {
    private final Policies policies;
    private final CombiningAlgorithm algorithm;

    Lint(Policies policies, CombiningAlgorithm algorithm) {
        this.policies = policies;
        this.algorithm = algorithm;
    }

    /** The warnings there would be with {@code policy} and are not without it. */
    List<LintWarning> of(OrganisationId organisation, Policy policy) {
        var others = new ArrayList<>(policies.all(organisation));
        others.removeIf(other -> other.policyId().equals(policy.policyId()));
        var before = new HashSet<>(PolicyLint.lint(others, algorithm));
        others.add(policy);
        return PolicyLint.lint(others, algorithm).stream()
                .filter(warning -> !before.contains(warning))
                .toList();
    }
}
