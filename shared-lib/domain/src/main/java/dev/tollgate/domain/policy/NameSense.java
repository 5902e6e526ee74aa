package dev.tollgate.domain.policy;

import dev.tollgate.domain.policy.LintWarning.Code;
import dev.tollgate.domain.policy.condition.Condition;
import dev.tollgate.domain.policy.condition.TimeWindow;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what a policy is called with what it does. The administrator guide's own example is the
 * case in point: "business hours only", written as a deny inside business hours, closes exactly the
 * hours it is named for.
 */
final class NameSense {
    private static final Set<String> PERMISSIVE =
            Set.of(
                    "only",
                    "allow",
                    "allows",
                    "allowed",
                    "permit",
                    "permits",
                    "permitted",
                    "enable");
    private static final Set<String> RESTRICTIVE =
            Set.of(
                    "block",
                    "blocks",
                    "blocked",
                    "deny",
                    "denies",
                    "denied",
                    "forbid",
                    "ban",
                    "no",
                    "not",
                    "never",
                    "outside",
                    "except",
                    "restrict",
                    "freeze",
                    "stop",
                    "disable");
    private static final Set<String> FORBIDDING = Set.of("block", "deny", "forbid", "ban");
    private static final Set<String> HOURS = Set.of("business", "office", "working", "work");

    private NameSense() {}

    static Optional<LintWarning> opposite(Policy policy) {
        boolean plain = policy.conditions().stream().noneMatch(Condition::negate);
        if (!plain || policy.conditions().isEmpty()) {
            return Optional.empty();
        }
        Set<String> words = words(policy.policyId() + " " + policy.name());
        boolean restrictive = !Collections.disjoint(words, RESTRICTIVE);
        boolean permissive = !Collections.disjoint(words, PERMISSIVE);
        return switch (policy.effect()) {
            case DENY ->
                    !restrictive && (permissive || namesItsHours(policy, words))
                            ? Optional.of(
                                    warning(
                                            policy,
                                            "It denies what its name seems to allow; an allow, or"
                                                    + " \"negate\": true, may be meant."))
                            : Optional.empty();
            case ALLOW ->
                    !permissive && !Collections.disjoint(words, FORBIDDING)
                            ? Optional.of(
                                    warning(
                                            policy,
                                            "It allows what its name seems to forbid; a deny, or"
                                                    + " \"negate\": true, may be meant."))
                            : Optional.empty();
        };
    }

    private static boolean namesItsHours(Policy policy, Set<String> words) {
        boolean hours = words.contains("hours") && !Collections.disjoint(words, HOURS);
        return hours
                && policy.conditions().stream()
                        .anyMatch(condition ->
                                condition instanceof TimeWindow window
                                        && window.businessHours().isPresent());
    }

    private static LintWarning warning(Policy policy, String message) {
        return new LintWarning(policy.policyId(), Code.OPPOSITE_OF_NAME, message);
    }

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)));
    }
}
