package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tollgate.domain.admission.Thresholds;
import dev.tollgate.domain.policy.CombiningAlgorithm;
import dev.tollgate.domain.policy.FailMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    private static final Environment NOTHING = Environment.of(Map.of());

    @Test
    void denyOverridesAndFailClosedUnlessSaidOtherwise() {
        assertThat(PolicySettings.of(NOTHING))
                .isEqualTo(
                        new PolicySettings(
                                CombiningAlgorithm.DENY_OVERRIDES,
                                FailMode.CLOSED,
                                Duration.ofSeconds(60)));
    }

    @Test
    void readsWhatTheAdministratorChose() {
        var environment =
                Environment.of(
                        Map.of(
                                "EXTERNAL_AGENT_POLICY_CONFLICT_RESOLUTION", "FIRST_APPLICABLE",
                                "EXTERNAL_AGENT_POLICY_FAIL_MODE", "open",
                                "EXTERNAL_AGENT_POLICY_CACHE_TTL_SECONDS", "1.5",
                                "EXTERNAL_AGENT_RATE_LIMIT_BURST_MULTIPLIER", "2.0",
                                "EXTERNAL_AGENT_BUDGET_WARNING_THRESHOLD", "0.5",
                                "EXTERNAL_AGENT_BUDGET_DEGRADATION_THRESHOLD", "0.75"));

        assertThat(PolicySettings.of(environment))
                .isEqualTo(
                        new PolicySettings(
                                CombiningAlgorithm.FIRST_APPLICABLE,
                                FailMode.OPEN,
                                Duration.ofMillis(1500)));
        assertThat(LimitSettings.of(environment))
                .isEqualTo(
                        new LimitSettings(
                                new BigDecimal("2.0"),
                                new Thresholds(new BigDecimal("0.5"), new BigDecimal("0.75"))));
    }

    @Test
    void raisesNothingUnlessSaidOtherwise() {
        assertThat(LimitSettings.of(NOTHING))
                .isEqualTo(new LimitSettings(BigDecimal.ONE, Thresholds.USUAL));
    }

    @ParameterizedTest
    @CsvSource({
        "EXTERNAL_AGENT_POLICY_CONFLICT_RESOLUTION, MAJORITY",
        "EXTERNAL_AGENT_POLICY_FAIL_MODE, sometimes",
        "EXTERNAL_AGENT_POLICY_CACHE_TTL_SECONDS, -1"
    })
    void namesAMalformedSettingOfPolicies(String name, String value) {
        assertThatIllegalStateException()
                .isThrownBy(() -> PolicySettings.of(Environment.of(Map.of(name, value))))
                .withMessageContainingAll(name, value);
    }

    @ParameterizedTest
    @CsvSource({
        "EXTERNAL_AGENT_RATE_LIMIT_BURST_MULTIPLIER, 0.5",
        "EXTERNAL_AGENT_BUDGET_WARNING_THRESHOLD, 0.95",
        "EXTERNAL_AGENT_BUDGET_DEGRADATION_THRESHOLD, 80"
    })
    void namesAMalformedSettingOfLimits(String name, String value) {
        assertThatIllegalStateException()
                .isThrownBy(() -> LimitSettings.of(Environment.of(Map.of(name, value))))
                .withMessageContainingAll(name, value);
    }
}
