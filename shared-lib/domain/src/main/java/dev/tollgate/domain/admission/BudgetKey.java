package dev.tollgate.domain.admission;

import dev.tollgate.domain.OrganisationId;
import java.util.Locale;

/** One budget in one period: what is spent, leased and reconciled together. */
public record BudgetKey(
        OrganisationId organisation, Period period, String label, LimitScope scope) {
    /** {@code 2026-11-22|daily|agent|agt_…}, the form that {@link #parse} reads. */
    public String text() {
        return label + "|" + period.text() + "|" + scope.text();
    }

    public static BudgetKey parse(OrganisationId organisation, String text) {
        var parts = text.split("\\|", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a budget: " + text);
        }
        return new BudgetKey(
                organisation,
                Period.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                parts[0],
                LimitScope.parse(parts[2]));
    }
}
