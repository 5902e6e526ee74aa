package dev.tollgate.governance;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.BudgetUse;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.Counters.Usage;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.admission.LimitRules;
import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.agent.Agents;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks how far the limits on an agent's calls are used now; changes nothing. */
final class ReadStatus {
    private static final Logger LOG = LoggerFactory.getLogger(ReadStatus.class);

    private final Agents agents;
    private final Limits limits;
    private final Counters counters;
    private final Budgets budgets;
    private final BigDecimal burst;
    private final InstantSource clock;

    ReadStatus(
            Agents agents,
            Limits limits,
            Counters counters,
            Budgets budgets,
            BigDecimal burst,
            InstantSource clock) {
        this.agents = agents;
        this.limits = limits;
        this.counters = counters;
        this.budgets = budgets;
        this.burst = burst;
        this.clock = clock;
    }

    /** Empty if the organisation has no such agent. */
    Optional<Status> run(OrganisationId organisation, AgentId id) {
        return agents.find(organisation, id)
                .map(agent -> {
                    var set = limits.find(organisation);
                    var rules =
                            LimitRules.of(
                                    agent,
                                    set,
                                    Optional.empty(),
                                    Optional.empty(),
                                    burst,
                                    clock.instant());
                    var usage = usage(organisation, rules);
                    return new Status(
                            agent,
                            set,
                            rules.rates(),
                            usage.map(Usage::rates),
                            rules.budgets().stream()
                                    .map(rule ->
                                            BudgetUse.of(rule, budgets.find(rule.key()), usage))
                                    .toList());
                });
    }

    private Optional<Usage> usage(OrganisationId organisation, LimitRules rules) {
        try {
            return Optional.of(counters.usage(organisation, rules.rates(), rules.budgets()));
        } catch (CountersDown e) {
            LOG.warn("the status is told without the counters", e);
            return Optional.empty();
        }
    }
}
