package dev.tollgate.invocation;

import dev.tollgate.domain.EventId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.Threshold;
import dev.tollgate.domain.admission.Thresholds;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.event.Ended;
import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.measure.Violations;
import dev.tollgate.queue.Announce;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the audit and the metrics of calls. What it records of a call comes before the effect. */
final class Journal {
    private final Audit audit;
    private final Budgets budgets;
    private final Thresholds thresholds;
    private final Metrics metrics;
    private final Violations violations;
    private final Announce announce;
    private final Ids ids;
    private final InstantSource clock;

    Journal(
            Audit audit,
            Budgets budgets,
            Thresholds thresholds,
            Metrics metrics,
            Violations violations,
            Announce announce,
            Ids ids,
            InstantSource clock) {
        this.audit = audit;
        this.budgets = budgets;
        this.thresholds = thresholds;
        this.metrics = metrics;
        this.violations = violations;
        this.announce = announce;
        this.ids = ids;
        this.clock = clock;
    }

    /** The policies have answered, whatever it was. */
    void decided(Invocation row) {
        metrics.count("external_agent_policy_evaluations", platform(row));
    }

    void refused(Invocation row) {
        var code = row.outcome().flatMap(outcome -> outcome.code()).orElse("unknown");
        var detail = row.outcome().flatMap(outcome -> outcome.detail()).orElse("");
        var events = new ArrayList<AuditEvent>();
        if (code.equals("policy_denied") || row.policy().isPresent()) {
            events.add(evaluated(row, code.equals("policy_denied") ? "deny" : "allow"));
        }
        events.add(event(row, type(code), Map.of("code", code, "detail", detail)));
        audit.record(events);
        metrics.count(metric(code), platform(row));
        if (code.equals("policy_denied")) {
            tell(row, EventType.POLICY_DENIED, Map.of("detail", detail));
        }
    }

    /** The call is over already: the agent answered while the caller waited. */
    void ended(Invocation over) {
        announce.announce(Ended.of(over));
    }

    private void tell(Invocation row, EventType type, Map<String, String> details) {
        tell(row, type, ids.event(), details);
    }

    private void tell(Invocation row, EventType type, EventId id, Map<String, String> details) {
        var data = Ended.facts(row);
        data.putAll(details);
        announce.announce(
                new Event(
                        id,
                        row.organisation(),
                        type,
                        clock.instant(),
                        Optional.of(row.agent()),
                        data));
    }

    private static String type(String code) {
        return switch (code) {
            case "policy_denied" -> "external_agent.policy_denied";
            case "rate_limited" -> "external_agent.rate_limit_exceeded";
            case "budget_exceeded" -> "external_agent.budget_exceeded";
            default -> "external_agent.invocation_refused";
        };
    }

    private static String metric(String code) {
        return switch (code) {
            case "policy_denied" -> "external_agent_policy_denials";
            case "rate_limited" -> "external_agent_rate_limit_violations";
            case "budget_exceeded" -> "external_agent_budget_denials";
            default -> "external_agent_refusals";
        };
    }

    /** The policies' answer, and the use of credentials that is about to happen. */
    void admitted(Invocation open, Admission.Admitted admitted) {
        admitted(open, admitted, List.of(evaluated(open, "allow"), credentials(open)));
        tell(open, EventType.CREDENTIALS_ACCESSED, Map.of("address", open.caller().address()));
    }

    /** The policies' answer; no credentials are used before people agree. */
    void held(Invocation open, Admission.Admitted admitted) {
        admitted(open, admitted, List.of(evaluated(open, "allow")));
    }

    private void admitted(Invocation open, Admission.Admitted admitted, List<AuditEvent> first) {
        var events = new ArrayList<>(first);
        for (var state : admitted.budgets()) {
            for (var threshold : thresholds.crossed(state, open.held())) {
                if (budgets.mark(state.rule().key(), threshold)) {
                    events.add(crossing(open, state.rule(), threshold));
                    told(open, state.rule(), threshold);
                }
            }
            usage(state.rule(), share(state.rule(), state.used()));
        }
        audit.record(events);
        admitted.rates().forEach(state -> remaining(state.rule(), state.remaining()));
        if (!admitted.exact()) {
            metrics.count("external_agent_admissions_without_counters", Map.of());
        }
    }

    /**
     * A window that refuses has nothing left. Subscribers are told once in each stretch of its
     * length, by the id that such an event has.
     */
    void rateLimited(Invocation row, RateRule rule) {
        remaining(rule, 0);
        violations.count(row.organisation(), row.agent(), rule);
        long length = rule.window().length().toMillis();
        var began = Instant.ofEpochMilli(Math.floorDiv(clock.millis(), length) * length);
        tell(
                row,
                EventType.RATE_LIMIT_EXCEEDED,
                Ids.repeatable(began, row.organisation() + " " + row.agent() + " " + rule.name())
                        .event(),
                Map.of("limit", rule.name(), "calls", Integer.toString(rule.calls())));
    }

    /**
     * A refusal reaches the last threshold where no single call has met it exactly. So a budget
     * that refuses shows as full, even if cheaper calls would still fit in.
     */
    void exhausted(Invocation row, BudgetRule rule, Money used) {
        usage(rule, Math.max(1, share(rule, used)));
        if (budgets.mark(rule.key(), Threshold.EXHAUSTED)) {
            audit.record(crossing(row, rule, Threshold.EXHAUSTED));
            told(row, rule, Threshold.EXHAUSTED);
        }
    }

    private AuditEvent crossing(Invocation row, BudgetRule rule, Threshold threshold) {
        var name =
                switch (threshold) {
                    case WARNING -> "warning";
                    case DEGRADED -> "degraded";
                    case EXHAUSTED -> "exceeded";
                };
        return event(row, "external_agent.budget." + name, facts(rule));
    }

    private static Map<String, String> facts(BudgetRule rule) {
        return Map.of(
                "budget", rule.name(),
                "period", rule.key().label(),
                "scope", rule.key().scope().text(),
                "limit_usd", rule.limit().toUsd().toPlainString());
    }

    private void told(Invocation row, BudgetRule rule, Threshold threshold) {
        var type =
                switch (threshold) {
                    case WARNING -> EventType.BUDGET_WARNING;
                    case DEGRADED -> EventType.BUDGET_DEGRADED;
                    case EXHAUSTED -> EventType.BUDGET_EXCEEDED;
                };
        tell(row, type, facts(rule));
    }

    private AuditEvent evaluated(Invocation row, String decision) {
        return event(
                row,
                "external_agent.policy_evaluated",
                Map.of("decision", decision, "policy", row.policy().orElse("none")));
    }

    private AuditEvent credentials(Invocation row) {
        return event(row, "external_agent.credentials_accessed", Map.of());
    }

    private AuditEvent event(Invocation row, String type, Map<String, String> details) {
        var all = new TreeMap<>(details);
        all.put("invocation", row.id().value());
        all.put("address", row.caller().address());
        row.caller().onBehalfOf().user().ifPresent(user -> all.put("user", user));
        return new AuditEvent(
                ids.audit(),
                row.organisation(),
                clock.instant(),
                type,
                row.caller().principal(),
                row.agent().value(),
                all);
    }

    private void usage(BudgetRule rule, double share) {
        metrics.gauge(
                "external_agent_budget_usage_percentage", share, Map.of("limit", rule.name()));
    }

    private void remaining(RateRule rule, int calls) {
        var limit = Map.of("limit", rule.name());
        metrics.gauge("external_agent_rate_limit_remaining", calls, limit);
        metrics.gauge(
                "external_agent_rate_limit_remaining_ratio", (double) calls / rule.calls(), limit);
    }

    private static double share(BudgetRule rule, Money used) {
        long limit = rule.limit().micros();
        return limit == 0 ? 1 : (double) used.micros() / limit;
    }

    private static Map<String, String> platform(Invocation row) {
        return Map.of("platform", row.platform().text());
    }
}
