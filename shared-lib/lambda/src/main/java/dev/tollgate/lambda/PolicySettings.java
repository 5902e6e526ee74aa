package dev.tollgate.lambda;

import dev.tollgate.domain.governance.Rulebook;
import dev.tollgate.domain.policy.CombiningAlgorithm;
import dev.tollgate.domain.policy.FailMode;
import java.time.Duration;
import java.util.Locale;

/**
 * How policies are combined, for every function that decides by them or tells about them.
 *
 * @param algorithm {@code EXTERNAL_AGENT_POLICY_CONFLICT_RESOLUTION}
 * @param failMode {@code EXTERNAL_AGENT_POLICY_FAIL_MODE}
 * @param age {@code EXTERNAL_AGENT_POLICY_CACHE_TTL_SECONDS}: within what time a change takes
 *     effect
 */
public record PolicySettings(CombiningAlgorithm algorithm, FailMode failMode, Duration age) {
    public static PolicySettings of(Environment environment) {
        return new PolicySettings(
                environment.choice(
                        "EXTERNAL_AGENT_POLICY_CONFLICT_RESOLUTION",
                        CombiningAlgorithm.DENY_OVERRIDES,
                        "DENY_OVERRIDES, ALLOW_OVERRIDES, FIRST_APPLICABLE",
                        text -> CombiningAlgorithm.valueOf(text.toUpperCase(Locale.ROOT))),
                environment.choice(
                        "EXTERNAL_AGENT_POLICY_FAIL_MODE",
                        FailMode.CLOSED,
                        "closed, open",
                        text -> FailMode.valueOf(text.toUpperCase(Locale.ROOT))),
                environment.seconds("EXTERNAL_AGENT_POLICY_CACHE_TTL_SECONDS", Rulebook.USUAL_AGE));
    }
}
