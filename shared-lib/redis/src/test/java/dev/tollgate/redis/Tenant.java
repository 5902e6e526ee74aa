package dev.tollgate.redis;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.RateRule;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** An organisation of a test's own, with one agent, user and team. */
record Tenant(OrganisationId organisation, AgentId agent) {
    private static final Ids IDS = new Ids(Backends.CLOCK, new SecureRandom());

    static Tenant fresh() {
        return new Tenant(IDS.organisation(), IDS.agent());
    }

    LimitScope scope(LimitScope.Kind kind) {
        return switch (kind) {
            case AGENT -> LimitScope.agent(agent);
            case ORGANISATION -> LimitScope.organisation(organisation);
            case USER -> new LimitScope(kind, "ada@example.com");
            case TEAM -> new LimitScope(kind, "engines");
        };
    }

    BudgetRule budget(Period period, LimitScope.Kind kind, long limit) {
        var now = Backends.CLOCK.instant();
        var key =
                new BudgetKey(organisation, period, period.label(now, ZoneOffset.UTC), scope(kind));
        return new BudgetRule(key, new Money(limit), true, now.plus(Duration.ofDays(31)));
    }

    BudgetRule budget(long limit) {
        return budget(Period.DAILY, LimitScope.Kind.AGENT, limit);
    }

    AdmissionRequest call(long cost, BudgetRule... budgets) {
        return call(cost, List.of(), budgets);
    }

    AdmissionRequest call(long cost, List<RateRule> rates, BudgetRule... budgets) {
        return new AdmissionRequest(
                organisation,
                IDS.invocation(),
                new Money(cost),
                rates,
                Optional.empty(),
                List.of(budgets));
    }
}
