package dev.tollgate.domain.admission;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Budget.Enforcement;
import dev.tollgate.domain.agent.RateLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Every limit that one call must be within, the agent's own first. */
public record LimitRules(
        List<RateRule> rates, Optional<ConcurrencyRule> concurrency, List<BudgetRule> budgets) {
    /** A call that ends without a word frees its place after this. */
    private static final Duration PLACE = Duration.ofMinutes(15);

    public LimitRules {
        rates = List.copyOf(rates);
        budgets = List.copyOf(budgets);
    }

    /**
     * The rules for a call of {@code agent}.
     *
     * @param user on whose behalf it is, if anybody's
     * @param burst by how much the limit of a minute is raised; those of hour and day hold
     */
    public static LimitRules of(
            Agent agent,
            OrganisationLimits limits,
            Optional<String> user,
            Optional<String> team,
            BigDecimal burst,
            Instant at) {
        var rules = new Collected(agent.organisation(), limits.zone(), burst, at);
        var own = LimitScope.agent(agent.id());
        rules.add(own, new ScopedLimits(agent.rateLimits(), agent.budget()));
        user.ifPresent(
                id -> rules.add(new LimitScope(LimitScope.Kind.USER, id), limits.eachUser()));
        team.ifPresent(
                id -> rules.add(new LimitScope(LimitScope.Kind.TEAM, id), limits.eachTeam()));
        rules.add(LimitScope.organisation(agent.organisation()), limits.organisation());
        var concurrent = agent.rateLimits().concurrent();
        return new LimitRules(
                rules.rates,
                concurrent.isPresent()
                        ? Optional.of(new ConcurrencyRule(own, concurrent.getAsInt(), PLACE))
                        : Optional.empty(),
                rules.budgets);
    }

    private static final class Collected {
        private final OrganisationId organisation;
        private final ZoneId zone;
        private final BigDecimal burst;
        private final Instant at;
        private final List<RateRule> rates = new ArrayList<>();
        private final List<BudgetRule> budgets = new ArrayList<>();

        Collected(OrganisationId organisation, ZoneId zone, BigDecimal burst, Instant at) {
            this.organisation = organisation;
            this.zone = zone;
            this.burst = burst;
            this.at = at;
        }

        void add(LimitScope scope, ScopedLimits limits) {
            rates(scope, limits.rates());
            budgets(scope, limits.budget());
        }

        private void rates(LimitScope scope, RateLimits limits) {
            rate(scope, Window.MINUTE, raised(limits.perMinute()));
            rate(scope, Window.HOUR, limits.perHour());
            rate(scope, Window.DAY, limits.perDay());
        }

        private void rate(LimitScope scope, Window window, OptionalInt calls) {
            calls.ifPresent(limit -> rates.add(new RateRule(scope, window, limit)));
        }

        private OptionalInt raised(OptionalInt calls) {
            return calls.isEmpty()
                    ? calls
                    : OptionalInt.of(
                            burst.multiply(BigDecimal.valueOf(calls.getAsInt()))
                                    .min(BigDecimal.valueOf(RateLimits.MOST))
                                    .setScale(0, RoundingMode.FLOOR)
                                    .intValueExact());
        }

        private void budgets(LimitScope scope, Budget budget) {
            budget(scope, Period.DAILY, budget);
            budget(scope, Period.MONTHLY, budget);
        }

        private void budget(LimitScope scope, Period period, Budget budget) {
            var limit = period == Period.DAILY ? budget.daily() : budget.monthly();
            var label = period.label(at, zone);
            limit.ifPresent(money ->
                    budgets.add(
                            new BudgetRule(
                                    new BudgetKey(organisation, period, label, scope),
                                    money,
                                    budget.enforcement() == Enforcement.HARD,
                                    period.end(label, zone))));
        }
    }
}
