package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** At which share of a budget each threshold lies; exhausted is the whole. */
public record Thresholds(BigDecimal warning, BigDecimal degraded) {
    public static final Thresholds USUAL =
            new Thresholds(new BigDecimal("0.80"), new BigDecimal("0.90"));

    public Thresholds {
        if (warning.signum() <= 0
                || warning.compareTo(degraded) > 0
                || degraded.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "thresholds are shares, 0 < warning <= degraded <= 1: "
                            + warning
                            + ", "
                            + degraded);
        }
    }

    /** The thresholds that lie between what was used before the last {@code cost} and now. */
    public Set<Threshold> crossed(BudgetState state, Money cost) {
        var crossed = EnumSet.noneOf(Threshold.class);
        var before = state.used().minusOrZero(cost);
        for (var threshold : Threshold.values()) {
            var line = line(threshold, state.rule().limit());
            if (before.compareTo(line) < 0 && state.used().compareTo(line) >= 0) {
                crossed.add(threshold);
            }
        }
        return crossed;
    }

    /** The highest threshold reached. */
    public Optional<Threshold> reached(Money used, Money limit) {
        var reached = Optional.<Threshold>empty();
        for (var threshold : Threshold.values()) {
            if (used.compareTo(line(threshold, limit)) >= 0) {
                reached = Optional.of(threshold);
            }
        }
        return reached;
    }

    private Money line(Threshold threshold, Money limit) {
        var share =
                switch (threshold) {
                    case WARNING -> warning;
                    case DEGRADED -> degraded;
                    case EXHAUSTED -> BigDecimal.ONE;
                };
        return new Money(
                share.multiply(BigDecimal.valueOf(limit.micros()))
                        .setScale(0, java.math.RoundingMode.CEILING)
                        .longValueExact());
    }
}
