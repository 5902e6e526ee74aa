package dev.tollgate.lambda;

import dev.tollgate.domain.admission.Thresholds;
import java.math.BigDecimal;

/**
 * How limits are read, for every function that admits by them or tells about them.
 *
 * @param burst {@code EXTERNAL_AGENT_RATE_LIMIT_BURST_MULTIPLIER}: by how much the limits of a
 *     minute are raised
 * @param thresholds {@code EXTERNAL_AGENT_BUDGET_WARNING_THRESHOLD} and {@code
 *     EXTERNAL_AGENT_BUDGET_DEGRADATION_THRESHOLD}, as shares
 */
public record LimitSettings(BigDecimal burst, Thresholds thresholds) {
    private static final String BURST = "EXTERNAL_AGENT_RATE_LIMIT_BURST_MULTIPLIER";
    private static final String WARNING = "EXTERNAL_AGENT_BUDGET_WARNING_THRESHOLD";
    private static final String DEGRADATION = "EXTERNAL_AGENT_BUDGET_DEGRADATION_THRESHOLD";
    private static final BigDecimal MOST_BURST = BigDecimal.valueOf(1000);

    public static LimitSettings of(Environment environment) {
        return new LimitSettings(
                environment.choice(
                        BURST, BigDecimal.ONE, "from 1.0 to 1000", LimitSettings::multiplier),
                thresholds(environment));
    }

    private static Thresholds thresholds(Environment environment) {
        try {
            return new Thresholds(
                    environment.decimal(WARNING, Thresholds.USUAL.warning().toString()),
                    environment.decimal(DEGRADATION, Thresholds.USUAL.degraded().toString()));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    WARNING + ", " + DEGRADATION + ": " + e.getMessage(), e);
        }
    }

    private static BigDecimal multiplier(String text) {
        var burst = new BigDecimal(text);
        if (burst.compareTo(BigDecimal.ONE) < 0 || burst.compareTo(MOST_BURST) > 0) {
            throw new IllegalArgumentException(text);
        }
        return burst;
    }
}
