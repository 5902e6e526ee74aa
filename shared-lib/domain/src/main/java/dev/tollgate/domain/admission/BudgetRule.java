package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;
import java.time.Instant;

/**
 * At most {@code limit} in the key's period.
 *
 * @param hard whether a call beyond the limit is refused; if not, it is carried out and counted
 * @param endsAt when the period ends
 */
public record BudgetRule(BudgetKey key, Money limit, boolean hard, Instant endsAt) {
    /** For example {@code agent-daily}: the name of the limit in headers and problems. */
    public String name() {
        return key.scope().kind().text() + "-" + key.period().text();
    }

    /** With less than this left in the slices after a call of that cost, more is leased ahead. */
    public Money lowWater(Money cost) {
        return Slices.lowWater(limit, cost);
    }
}
