package dev.tollgate.domain.policy;

import dev.tollgate.domain.policy.LintWarning.Code;
import dev.tollgate.domain.policy.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Warns of policies that probably do something else than their author meant. It reports what it can
 * prove from the policies alone and prefers silence to a false alarm; inactive policies are looked
 * at too, before they are switched on.
 */
public final class PolicyLint {
    private PolicyLint() {}

    public static List<LintWarning> lint(List<Policy> policies, CombiningAlgorithm algorithm) {
        List<Policy> ordered = policies.stream().sorted(PolicySet.ORDER).toList();
        List<LintWarning> warnings = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            Policy policy = ordered.get(i);
            neverMatches(policy).forEach(warnings::add);
            NameSense.opposite(policy).ifPresent(warnings::add);
            deniesEverything(policy, algorithm).forEach(warnings::add);
            if (algorithm == CombiningAlgorithm.FIRST_APPLICABLE) {
                shadowed(policy, ordered.subList(0, i)).forEach(warnings::add);
            }
        }
        return List.copyOf(warnings);
    }

    private static Stream<LintWarning> neverMatches(Policy policy) {
        return Implication.contradiction(policy.conditions()).stream()
                .map(why ->
                        new LintWarning(
                                policy.policyId(),
                                Code.NEVER_MATCHES,
                                "It can never match: " + why + "."));
    }

    private static Stream<LintWarning> deniesEverything(
            Policy policy, CombiningAlgorithm algorithm) {
        boolean everything =
                policy.effect() == Effect.DENY
                        && policy.conditions().isEmpty()
                        && algorithm == CombiningAlgorithm.DENY_OVERRIDES;
        return everything
                ? Stream.of(
                        new LintWarning(
                                policy.policyId(),
                                Code.DENIES_EVERYTHING,
                                "It has no conditions, so under DENY_OVERRIDES it denies every"
                                        + " request; no match is a denial already."))
                : Stream.empty();
    }

    private static Stream<LintWarning> shadowed(Policy policy, List<Policy> earlier) {
        return earlier.stream()
                .filter(before -> before.status() == PolicyStatus.ACTIVE)
                .filter(before -> coversAll(before.conditions(), policy.conditions()))
                .limit(1)
                .map(before ->
                        new LintWarning(
                                policy.policyId(),
                                Code.SHADOWED,
                                "It is never reached: "
                                        + before.policyId()
                                        + " comes first and matches whatever it matches."));
    }

    private static boolean coversAll(List<Condition> wide, List<Condition> narrow) {
        return wide.stream()
                .allMatch(one -> narrow.stream().anyMatch(it -> Implication.implies(it, one)));
    }
}
