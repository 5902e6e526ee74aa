package dev.tollgate.domain.agent;

import dev.tollgate.domain.Money;
import java.util.Optional;

/**
 * What may be spent in a calendar day and a calendar month. No value means no limit; zero means
 * nothing may be spent.
 *
 * @param enforcement whether a call beyond the limit is refused or only reported
 */
public record Budget(Optional<Money> daily, Optional<Money> monthly, Enforcement enforcement) {
    public static final Budget NONE =
            new Budget(Optional.empty(), Optional.empty(), Enforcement.HARD);

    /** What happens beyond the limit. */
    public enum Enforcement {
        /** Refused. */
        HARD,
        /** Carried out, reported, and routed to the cheaper degraded settings. */
        SOFT
    }
}
