package dev.tollgate.registration;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Circuit;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.lambda.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An agent as callers see it: every field, {@code null} where there is no limit or no address. */
final class AgentView {
    private AgentView() {}

    static Answer with(Answer answer, Agent agent) {
        return answer.with("ETag", etag(agent.version()));
    }

    static String etag(int version) {
        return "\"" + version + "\"";
    }

    /** The same with a secret that is not shown again. */
    static Map<String, @Nullable Object> showing(Agent agent, Optional<SigningSecret> secret) {
        var view = of(agent);
        secret.ifPresent(it ->
                view.put(
                        "auth_config",
                        Map.of("auth_type", agent.authType(), "signing_secret", it.text())));
        return view;
    }

    static Map<String, @Nullable Object> of(Agent agent) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", agent.id().value());
        view.put("name", agent.name());
        view.put("description", agent.description());
        view.put("platform", agent.platform().text());
        view.put("status", agent.status().name().toLowerCase(Locale.ROOT));
        view.put("webhook_url", agent.endpoint().orElse(null));
        view.put("platform_config", new TreeMap<>(agent.platformConfig()));
        view.put("auth_config", Map.of("auth_type", agent.authType()));
        view.put("max_monthly_cost", dollars(agent.budget().monthly()));
        view.put("max_daily_cost", dollars(agent.budget().daily()));
        view.put("cost_per_execution", agent.costPerExecution().toUsd());
        view.put("requests_per_minute", number(agent.rateLimits().perMinute()));
        view.put("requests_per_hour", number(agent.rateLimits().perHour()));
        view.put("requests_per_day", number(agent.rateLimits().perDay()));
        view.put("max_concurrency", number(agent.rateLimits().concurrent()));
        view.put(
                "budget_enforcement", agent.budget().enforcement().name().toLowerCase(Locale.ROOT));
        view.put("tags", agent.tags());
        view.put("environment", agent.environment());
        view.put("requires_approval", agent.requiresApproval());
        view.put("created_by", agent.createdBy());
        view.put("created_at", agent.createdAt().toString());
        view.put("updated_at", agent.updatedAt().toString());
        view.put("version", agent.version());
        view.put("warnings", Warnings.of(agent));
        return view;
    }

    /** The same with whether queued calls reach it now. */
    static Map<String, @Nullable Object> of(Agent agent, Circuit circuit) {
        var view = of(agent);
        view.put("delivery_circuit", view(circuit));
        return view;
    }

    private static Map<String, @Nullable Object> view(Circuit circuit) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        switch (circuit) {
            case Circuit.Closed(var failures) -> {
                view.put("state", "closed");
                view.put("failures", failures);
            }
            case Circuit.Open(var outage, var until) -> outage(view, "open", outage, until);
            case Circuit.HalfOpen(var outage, var until) ->
                    outage(view, "half_open", outage, until);
        }
        return view;
    }

    private static void outage(
            Map<String, @Nullable Object> view,
            String state,
            Circuit.Outage outage,
            Instant until) {
        view.put("state", state);
        view.put("since", outage.since().toString());
        view.put("until", until.toString());
        view.put("error", outage.error());
    }

    private static @Nullable BigDecimal dollars(Optional<Money> money) {
        return money.map(Money::toUsd).orElse(null);
    }

    private static @Nullable Integer number(OptionalInt limit) {
        return limit.isPresent() ? limit.getAsInt() : null;
    }
}
