package dev.tollgate.local.openapi;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.Window;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often and for how much, for a whole organisation; and how far limits are used. */
final class LimitOperations {
    private static final List<String> SCOPES = List.of("organisation", "each_user", "each_team");

    private static final Schema CALLS = Schema.integer(1, RateLimits.MOST);

    private static final Schema ENFORCEMENT = Values.words(Budget.Enforcement.values());

    private static final Schema ZONE =
            Schema.notBlank()
                    .described("Where days and months begin, such as Europe/Berlin or UTC.");

    private LimitOperations() {}

    static Map<String, Schema> schemas() {
        var schemas = new LinkedHashMap<String, Schema>();
        schemas.put("Limits", limits().schema());
        schemas.put("ScopedLimits", written().schema());
        schemas.put("ScopedLimitsBody", read().schema());
        schemas.put("GovernanceStatus", status().schema());
        schemas.put("BudgetUse", budget().schema());
        schemas.put("RateUse", rates().schema());
        return schemas;
    }

    private static Shape read() {
        return Shape.read()
                .maybe("requests_per_minute", CALLS)
                .maybe("requests_per_hour", CALLS)
                .maybe("requests_per_day", CALLS)
                .maybe("max_daily_cost", Values.DOLLARS)
                .maybe("max_monthly_cost", Values.DOLLARS)
                .maybe("budget_enforcement", ENFORCEMENT.otherwise("hard"));
    }

    private static Shape written() {
        return Shape.written()
                .always("requests_per_minute", CALLS.orNull())
                .always("requests_per_hour", CALLS.orNull())
                .always("requests_per_day", CALLS.orNull())
                .always("max_daily_cost", Values.USD.orNull())
                .always("max_monthly_cost", Values.USD.orNull())
                .always("budget_enforcement", ENFORCEMENT);
    }

    private static Shape limits() {
        var limits = Shape.written().always("timezone", ZONE);
        for (var scope : SCOPES) {
            limits = limits.always(scope, Schema.ref("ScopedLimits"));
        }
        return limits;
    }

    private static Shape body() {
        var limits = Shape.read().always("timezone", ZONE);
        for (var scope : SCOPES) {
            limits = limits.maybe(scope, Schema.ref("ScopedLimitsBody"));
        }
        return limits;
    }

    private static Shape status() {
        var organisation =
                Shape.written()
                        .always("budget", Schema.ref("BudgetUse"))
                        .always("rate_limit", Schema.ref("RateUse"));
        var others =
                Shape.written()
                        .maybe("organisation", organisation.schema())
                        .maybe("each_user", Schema.ref("ScopedLimits"))
                        .maybe("each_team", Schema.ref("ScopedLimits"));
        return Shape.written()
                .always("agent_id", Values.id(AgentId.PREFIX))
                .always("status", Values.words(AgentStatus.ACTIVE, AgentStatus.SUSPENDED))
                .always("timezone", ZONE)
                .always("budget", Schema.ref("BudgetUse"))
                .always("rate_limit", Schema.ref("RateUse"))
                .always("other_limits", others.schema().described("Where they are set."));
    }

    private static Shape budget() {
        var usd = Values.USD.orNull();
        var share = Schema.number().with("minimum", 0).described("A fraction.").orNull();
        return Shape.written()
                .always("monthly_budget_usd", usd)
                .always("monthly_spent_usd", usd)
                .always("remaining_monthly_usd", usd)
                .always("usage_percentage", share)
                .always("warning_triggered", Schema.flag())
                .always("degraded_mode", Schema.flag())
                .always("daily_budget_usd", usd)
                .always("daily_spent_usd", usd)
                .always("remaining_daily_usd", usd)
                .always("daily_usage_percentage", share)
                .always("enforcement", ENFORCEMENT)
                .always("source", Schema.word("counters", "ledger"))
                .always("slices", Schema.list(slice().schema()));
    }

    private static Shape slice() {
        var signed = Schema.number().described("US dollars; may be below zero.");
        return Shape.written()
                .always("period", Values.words(Period.values()))
                .always("label", Schema.text())
                .always("ends_at", Schema.time())
                .always("generation", Schema.integer(0))
                .always("leased_usd", signed)
                .always("available_usd", signed.orNull())
                .always("total_usd", signed)
                .always("source", Schema.word("counters", "ledger"));
    }

    private static Shape rates() {
        var windows = Shape.written();
        for (var window : Window.values()) {
            windows = windows.always(window.text(), Schema.integer(0).orNull());
        }
        return Shape.written()
                .always("allowed", Schema.flag())
                .always("remaining", Schema.integer(0).orNull())
                .always("current_usage", windows.schema())
                .always("limits", windows.schema())
                .always("source", Schema.word("counters", "unavailable"));
    }

    static Operation governanceStatus() {
        return Area.AGENTS
                .operation("Read how far an agent's limits are used")
                .takes(Values.idInPath(AgentId.PREFIX, "agent"))
                .gives(
                        Answer.ok(
                                "Its own, and those of the organisation.",
                                Schema.ref("GovernanceStatus")))
                .refuses(Refusals.INVALID, Refusals.NOT_FOUND);
    }

    static Operation current() {
        return Area.LIMITS
                .operation("Read the limits of the organisation")
                .gives(Answer.ok("The limits.", Schema.ref("Limits")).with(Values.ETAG));
    }

    static Operation replace() {
        return Area.LIMITS
                .operation("Replace the limits of the organisation")
                .described(
                        "A scope or a limit that is absent sets none; what is read can be put"
                                + " back.")
                .takes(Values.IF_MATCH)
                .reads(Body.json(body().schema()))
                .gives(
                        Answer.ok("The limits as they are now.", Schema.ref("Limits"))
                                .with(Values.ETAG, Values.EFFECTIVE))
                .refuses(Refusals.BUSY, Refusals.STALE);
    }
}
