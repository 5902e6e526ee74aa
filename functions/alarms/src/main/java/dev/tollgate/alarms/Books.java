package dev.tollgate.alarms;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.BudgetAccount;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetUse;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.Counters.Usage;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.admission.LimitRules;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.admission.Reconcile;
import dev.tollgate.domain.agent.Agent;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the books say of agents' own budgets in their current day and month; looks only. */
final class Books {
    private static final Logger LOG = LoggerFactory.getLogger(Books.class);

    private final Limits limits;
    private final Counters counters;
    private final Budgets budgets;
    private final BigDecimal exhausted;
    private final InstantSource clock;

    Books(Config config, AlarmsFunction.Ports ports) {
        this.limits = ports.limits();
        this.counters = ports.counters();
        this.budgets = ports.budgets();
        this.exhausted = config.exhausted();
        this.clock = ports.clock();
    }

    /** Somebody's agent. */
    record Owned(OrganisationId organisation, AgentId agent) {
        private static Owned of(BudgetKey key) {
            return new Owned(key.organisation(), new AgentId(key.scope().id()));
        }
    }

    sealed interface Verdict {
        record Exhausted(BudgetUse use) implements Verdict {}

        record NotExhausted() implements Verdict {}

        /** So much is taken, but not all of it is spent for sure. */
        record Unknown(BudgetUse use) implements Verdict {}
    }

    /** The agents of all organisations that drew on a budget of their own lately. */
    List<Owned> spenders() {
        // At some hours three days are under way on earth: one back brings the one in between.
        var labels = List.copyOf(Reconcile.labels(clock.instant(), 1));
        return budgets.accounts(labels).stream()
                .map(BudgetAccount::key)
                .filter(key -> key.scope().kind() == LimitScope.Kind.AGENT)
                .map(Owned::of)
                .distinct()
                .toList();
    }

    Verdict of(Agent agent) {
        var uses = uses(agent);
        var sure = uses.stream().filter(use -> isExhausted(use, use.certain())).findFirst();
        if (sure.isPresent()) {
            return new Verdict.Exhausted(sure.get());
        }
        return uses.stream()
                .filter(use -> isExhausted(use, use.used()))
                .findFirst()
                .<Verdict>map(Verdict.Unknown::new)
                .orElseGet(Verdict.NotExhausted::new);
    }

    private boolean isExhausted(BudgetUse use, Money used) {
        var limit = BigDecimal.valueOf(use.rule().limit().micros());
        return BigDecimal.valueOf(used.micros()).compareTo(limit.multiply(exhausted)) >= 0;
    }

    private List<BudgetUse> uses(Agent agent) {
        var rules =
                LimitRules.of(
                                agent,
                                limits.find(agent.organisation()),
                                Optional.empty(),
                                Optional.empty(),
                                BigDecimal.ONE,
                                clock.instant())
                        .budgets()
                        .stream()
                        .filter(rule -> rule.key().scope().kind() == LimitScope.Kind.AGENT)
                        .toList();
        Optional<Usage> usage;
        try {
            usage = Optional.of(counters.usage(agent.organisation(), List.of(), rules));
        } catch (CountersDown e) {
            LOG.warn("{} is judged without the counters", agent.id(), e);
            usage = Optional.empty();
        }
        var known = usage;
        return rules.stream()
                .map(rule -> BudgetUse.of(rule, budgets.find(rule.key()), known))
                .toList();
    }
}
