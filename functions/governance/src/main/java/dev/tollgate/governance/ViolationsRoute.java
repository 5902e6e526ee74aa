package dev.tollgate.governance;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.measure.Tallies;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import dev.tollgate.measure.Violations;
import dev.tollgate.measure.Violations.Count;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * {@code GET /api/metrics/rate-limit-violations}: the agents whose calls rate limits refused, those
 * with the most of the last hour first, with the limits that did.
 */
final class ViolationsRoute {
    /** More than these are nobody's culprits. */
    private static final int MOST = 50;

    private final Tallies tallies;
    private final Agents agents;
    private final InstantSource clock;

    ViolationsRoute(Tallies tallies, Agents agents, InstantSource clock) {
        this.tallies = tallies;
        this.agents = agents;
        this.clock = clock;
    }

    Answer read(Request request) {
        request.onlyQueries(Set.of());
        var organisation = request.principal().organisation();
        try {
            return Answer.ok(
                    view(organisation, Violations.read(tallies, organisation, clock.instant())));
        } catch (CountersDown e) {
            return Problem.of(
                            503,
                            "counters_down",
                            "The shared counters do not answer, so nobody knows right now.")
                    .answer()
                    .with("Retry-After", "1");
        }
    }

    private Map<String, Object> view(OrganisationId organisation, Violations.Report report) {
        var byAgent = new TreeMap<AgentId, List<Count>>();
        var others = new ArrayList<Count>();
        for (var count : report.counts()) {
            count.agent()
                    .ifPresentOrElse(
                            agent ->
                                    byAgent.computeIfAbsent(agent, _ -> new ArrayList<>())
                                            .add(count),
                            () -> others.add(count));
        }
        var view = new LinkedHashMap<String, Object>();
        view.put("last_hour", total(report.hourSince().toString(), report, Count::lastHour));
        view.put("last_day", total(report.daySince().toString(), report, Count::lastDay));
        view.put(
                "agents",
                byAgent.entrySet().stream()
                        .sorted(
                                Comparator.comparing(
                                                Map.Entry<AgentId, List<Count>>::getValue,
                                                ViolationsRoute::more)
                                        .thenComparing(Map.Entry::getKey))
                        .limit(MOST)
                        .map(entry -> view(organisation, entry.getKey(), entry.getValue()))
                        .toList());
        view.put("other_agents", Math.max(0, byAgent.size() - MOST) + others.size());
        return view;
    }

    private static int more(List<Count> some, List<Count> others) {
        int byHour = Long.compare(sum(others, Count::lastHour), sum(some, Count::lastHour));
        return byHour != 0
                ? byHour
                : Long.compare(sum(others, Count::lastDay), sum(some, Count::lastDay));
    }

    private static long sum(List<Count> counts, ToLongFunction<Count> of) {
        return counts.stream().mapToLong(of).sum();
    }

    private static Map<String, Object> total(
            String since, Violations.Report report, ToLongFunction<Count> of) {
        var total = new LinkedHashMap<String, Object>();
        total.put("since", since);
        total.put("violations", sum(report.counts(), of));
        return total;
    }

    private Map<String, Object> view(OrganisationId organisation, AgentId id, List<Count> counts) {
        Optional<Agent> agent = agents.find(organisation, id);
        var view = new LinkedHashMap<String, Object>();
        view.put("agent_id", id.value());
        view.put("name", agent.map(Agent::name).orElse(null));
        view.put("platform", agent.map(it -> it.platform().text()).orElse(null));
        view.put("last_hour", sum(counts, Count::lastHour));
        view.put("last_day", sum(counts, Count::lastDay));
        view.put("limits", counts.stream().map(ViolationsRoute::view).toList());
        return view;
    }

    private static Map<String, Object> view(Count count) {
        var view = new LinkedHashMap<String, Object>();
        view.put("limit", count.limit());
        view.put("last_hour", count.lastHour());
        view.put("last_day", count.lastDay());
        return view;
    }
}
