package dev.tollgate.domain.policy;

import static dev.tollgate.domain.policy.CombiningAlgorithm.DENY_OVERRIDES;
import static dev.tollgate.domain.policy.CombiningAlgorithm.FIRST_APPLICABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.policy.json.PolicyJson;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyLintTest {
    private static final Map<String, Object> HOURS =
            Map.of(
                    "type",
                    "time_window",
                    "business_hours",
                    Map.of(
                            "days",
                            List.of("monday"),
                            "start_time",
                            "09:00",
                            "end_time",
                            "17:00",
                            "timezone",
                            "UTC"));

    @Test
    void knowsTheExampleOfTheGuideForWhatItIs() {
        assertThat(lint(DENY_OVERRIDES, policy("business_hours", "deny", HOURS)))
                .containsExactly(
                        "business_hours OPPOSITE_OF_NAME It denies what its name seems to allow; an"
                                + " allow, or \"negate\": true, may be meant.");
    }

    @Test
    void leavesNamesAloneThatSayWhatThePolicyDoes() {
        assertThat(
                        lint(
                                DENY_OVERRIDES,
                                policy("business_hours_only", "deny", negated(HOURS)),
                                policy("no_calls_in_business_hours", "deny", HOURS),
                                policy("business_hours_2", "allow", HOURS),
                                policy("us_only", "allow", listed("environment", "production")),
                                policy("block_dev", "deny", listed("environment", "development"))))
                .isEmpty();
    }

    @Test
    void warnsOfAnAllowCalledABlock() {
        assertThat(lint(DENY_OVERRIDES, policy("block_dev", "allow", listed("environment", "d"))))
                .containsExactly(
                        "block_dev OPPOSITE_OF_NAME It allows what its name seems to forbid; a deny,"
                                + " or \"negate\": true, may be meant.");
    }

    @Test
    void warnsOfConditionsThatExcludeOneAnother() {
        assertThat(
                        lint(
                                DENY_OVERRIDES,
                                policy(
                                        "a",
                                        "allow",
                                        listed("environment", "x", "y"),
                                        listed("environment", "z")),
                                policy("b", "allow", HOURS, negated(HOURS)),
                                policy(
                                        "c",
                                        "allow",
                                        listed("agent", "x", "y"),
                                        negated(listed("agent", "x")),
                                        negated(listed("agent", "y"))),
                                policy("d", "allow", listed("role", "x"), listed("role", "y"))))
                .containsExactly(
                        "a NEVER_MATCHES It can never match: its environment conditions have nothing"
                                + " in common.",
                        "b NEVER_MATCHES It can never match: one time_window condition excludes"
                                + " another.",
                        "c NEVER_MATCHES It can never match: its agent conditions have nothing in"
                                + " common.");
    }

    @Test
    void warnsOfPoliciesThatAreNeverReached() {
        assertThat(
                        lint(
                                FIRST_APPLICABLE,
                                policy("a", "deny", listed("environment", "x", "y")),
                                policy("b", "allow", listed("environment", "x"), HOURS),
                                policy("c", "allow", listed("environment", "x", "z"))))
                .containsExactly(
                        "b SHADOWED It is never reached: a comes first and matches whatever it"
                                + " matches.");
    }

    @Test
    void warnsOfADenialOfEverything() {
        assertThat(lint(DENY_OVERRIDES, policy("z", "deny")))
                .containsExactly(
                        "z DENIES_EVERYTHING It has no conditions, so under DENY_OVERRIDES it denies"
                                + " every request; no match is a denial already.");
        assertThat(lint(FIRST_APPLICABLE, policy("z", "deny"))).isEmpty();
    }

    private static List<String> lint(CombiningAlgorithm algorithm, Policy... policies) {
        return PolicyLint.lint(List.of(policies), algorithm).stream()
                .map(it -> it.policyId() + " " + it.code() + " " + it.message())
                .toList();
    }

    private static Policy policy(String id, String effect, Object... conditions) {
        return PolicyJson.parse(
                Map.of("policy_id", id, "effect", effect, "conditions", List.of(conditions)));
    }

    private static Map<String, Object> listed(String type, String... names) {
        return Map.of("type", type, type + "s", Arrays.asList(names));
    }

    private static Map<String, Object> negated(Map<String, Object> condition) {
        Map<String, Object> negated = new HashMap<>(condition);
        negated.put("negate", true);
        return negated;
    }
}
