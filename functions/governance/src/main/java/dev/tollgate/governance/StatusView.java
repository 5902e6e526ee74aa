package dev.tollgate.governance;

import static dev.tollgate.domain.admission.LimitScope.Kind.AGENT;
import static dev.tollgate.domain.admission.LimitScope.Kind.ORGANISATION;

import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.admission.ScopedLimits;
import dev.tollgate.domain.admission.Thresholds;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status as the administrator guide has it ({@code budget}, {@code rate_limit}), and beside
 * that the same for the organisation, and the limits of each user and team, where they are set.
 */
final class StatusView {
    private final BudgetView budgets;
    private final RateView rates;

    StatusView(Thresholds thresholds, boolean failOpen) {
        this.budgets = new BudgetView(thresholds);
        this.rates = new RateView(failOpen);
    }

    Map<String, @Nullable Object> of(Status status) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        var agent = status.agent();
        view.put("agent_id", agent.id().value());
        view.put("status", agent.status().name().toLowerCase(Locale.ROOT));
        view.put(LimitFields.TIMEZONE, LimitFields.zone(status.limits()));
        view.put("budget", budgets.of(status.of(AGENT), agent.budget()));
        view.put("rate_limit", rates.of(status.of(AGENT)));
        view.put("other_limits", others(status));
        return view;
    }

    private Map<String, Object> others(Status status) {
        var others = new LinkedHashMap<String, Object>();
        OrganisationLimits limits = status.limits();
        if (isSet(limits.organisation())) {
            var organisation = new LinkedHashMap<String, Object>();
            organisation.put(
                    "budget", budgets.of(status.of(ORGANISATION), limits.organisation().budget()));
            organisation.put("rate_limit", rates.of(status.of(ORGANISATION)));
            others.put(LimitFields.ORGANISATION, organisation);
        }
        if (isSet(limits.eachUser())) {
            others.put(LimitFields.EACH_USER, LimitFields.write(limits.eachUser()));
        }
        if (isSet(limits.eachTeam())) {
            others.put(LimitFields.EACH_TEAM, LimitFields.write(limits.eachTeam()));
        }
        return others;
    }

    private static boolean isSet(ScopedLimits limits) {
        return limits.rates().perMinute().isPresent()
                || limits.rates().perHour().isPresent()
                || limits.rates().perDay().isPresent()
                || limits.budget().daily().isPresent()
                || limits.budget().monthly().isPresent();
    }
}
