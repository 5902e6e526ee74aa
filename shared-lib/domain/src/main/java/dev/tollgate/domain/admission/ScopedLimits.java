package dev.tollgate.domain.admission;

import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;

/** The limits of one scope. */
public record ScopedLimits(RateLimits rates, Budget budget) {
    public static final ScopedLimits NONE = new ScopedLimits(RateLimits.NONE, Budget.NONE);
}
