package dev.tollgate.governance;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.Counters.Usage;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.admission.LimitRules;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.admission.RateState;
import dev.tollgate.domain.admission.ScopedLimits;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.measure.Family;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Gatherers;

/**
 * Looks how far the limits of every agent, and of the organisation, are used now. That is read and
 * not remembered from the last call, so a budget that begins anew is not told as full until
 * somebody calls.
 */
final class ReadGauges {
    /** As many as one page holds; with more, {@code external_agent_gauges_incomplete} is 1. */
    static final int MOST = PageRequest.MOST;

    /** A scrape usually waits for ten seconds. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int AT_ONCE = 8;

    private final Agents agents;
    private final Limits limits;
    private final Counters counters;
    private final Budgets budgets;
    private final BigDecimal burst;
    private final InstantSource clock;

    ReadGauges(
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

    /** One number of each gauge of a limit. */
    private sealed interface Reading {
        record Window(Map<String, String> labels, RateState state) implements Reading {}

        record Budget(Map<String, String> labels, double share) implements Reading {}
    }

    List<Family> read(OrganisationId organisation) {
        var page = agents.list(organisation, PageRequest.first(MOST));
        var set = limits.find(organisation);
        long end = System.nanoTime() + LONGEST.toNanos();
        var readings =
                page.items().stream()
                        .gather(
                                Gatherers.mapConcurrent(
                                        AT_ONCE,
                                        agent ->
                                                System.nanoTime() < end
                                                        ? Optional.of(own(agent, set))
                                                        : Optional.<List<Reading>>empty()))
                        .toList();
        var all = new ArrayList<Reading>();
        readings.forEach(each -> each.ifPresent(all::addAll));
        page.items().stream().findFirst().ifPresent(any -> all.addAll(shared(any, set)));
        boolean complete = page.next().isEmpty() && readings.stream().allMatch(Optional::isPresent);
        return families(all, complete);
    }

    private List<Reading> own(Agent agent, OrganisationLimits set) {
        var alone =
                new OrganisationLimits(
                        set.zone(),
                        ScopedLimits.NONE,
                        ScopedLimits.NONE,
                        ScopedLimits.NONE,
                        set.version());
        return readings(agent, rules(agent, alone), Map.of("agent", agent.id().value()));
    }

    /** Those of the organisation, which are the same whichever of its agents is called. */
    private List<Reading> shared(Agent any, OrganisationLimits set) {
        var rules = rules(any, set);
        return readings(
                any,
                new LimitRules(
                        rules.rates().stream().filter(rule -> isShared(rule.scope())).toList(),
                        Optional.empty(),
                        rules.budgets().stream()
                                .filter(rule -> isShared(rule.key().scope()))
                                .toList()),
                Map.of());
    }

    private static boolean isShared(LimitScope scope) {
        return scope.kind() == LimitScope.Kind.ORGANISATION;
    }

    private LimitRules rules(Agent agent, OrganisationLimits set) {
        return LimitRules.of(
                agent, set, Optional.empty(), Optional.empty(), burst, clock.instant());
    }

    private List<Reading> readings(Agent agent, LimitRules rules, Map<String, String> labels) {
        if (rules.rates().isEmpty() && rules.budgets().isEmpty()) {
            return List.of();
        }
        var usage = usage(agent.organisation(), rules);
        var readings = new ArrayList<Reading>();
        for (var state : usage.rates()) {
            readings.add(new Reading.Window(with(labels, state.rule().name()), state));
        }
        for (var rule : rules.budgets()) {
            readings.add(new Reading.Budget(with(labels, rule.name()), share(rule, usage)));
        }
        return readings;
    }

    /**
     * While the counters do not answer, windows are not told and budgets are read from the books.
     */
    private Usage usage(OrganisationId organisation, LimitRules rules) {
        try {
            return counters.usage(organisation, rules.rates(), rules.budgets());
        } catch (CountersDown e) {
            return new Usage(List.of(), List.of());
        }
    }

    /** The books are asked for what the counters do not know, which saves most of the reads. */
    private double share(BudgetRule rule, Usage usage) {
        long limit = rule.limit().micros();
        if (limit == 0) {
            return 1;
        }
        long used =
                usage.budgets().stream()
                        .filter(state -> state.rule().equals(rule))
                        .findFirst()
                        .map(state -> state.used().micros())
                        .orElseGet(() -> Math.max(0, budgets.find(rule.key()).total()));
        return (double) used / limit;
    }

    private static Map<String, String> with(Map<String, String> labels, String limit) {
        var all = new TreeMap<>(labels);
        all.put("limit", limit);
        return all;
    }

    private static List<Family> families(List<Reading> readings, boolean complete) {
        var share =
                Family.gauge(
                        "external_agent_budget_usage_percentage",
                        "The share of a budget that is settled or held, from 0 to 1 and beyond.");
        var remaining =
                Family.gauge(
                        "external_agent_rate_limit_remaining", "The calls a rate window has left.");
        var ratio =
                Family.gauge(
                        "external_agent_rate_limit_remaining_ratio",
                        "The same as a share of the limit, from 0 to 1.");
        for (var reading : readings) {
            switch (reading) {
                case Reading.Window(var labels, var state) -> {
                    remaining.set(state.remaining(), labels);
                    ratio.set((double) state.remaining() / state.rule().calls(), labels);
                }
                case Reading.Budget(var labels, var used) -> share.set(used, labels);
            }
        }
        var incomplete =
                Family.gauge(
                                "external_agent_gauges_incomplete",
                                "1 if there are more agents than were looked at.")
                        .set(complete ? 0 : 1, Map.of());
        return List.of(share.family(), remaining.family(), ratio.family(), incomplete.family());
    }
}
