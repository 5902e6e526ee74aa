package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An agent as the attributes of its row, without the keys. Money is whole micro-USD. */
final class AgentRow {
    private AgentRow() {}

    static Map<String, AttributeValue> of(Agent agent) {
        var row = new TreeMap<String, AttributeValue>();
        row.put("id", text(agent.id().value()));
        row.put("organisation", text(agent.organisation().value()));
        row.put("name", text(agent.name()));
        row.put("description", text(agent.description()));
        row.put("platform", text(agent.platform().text()));
        agent.endpoint().ifPresent(it -> row.put("endpoint", text(it)));
        row.put("auth_type", text(agent.authType()));
        row.put("platform_config", Values.of(agent.platformConfig()));
        row.put("cost_per_execution", number(agent.costPerExecution().micros()));
        row.put("tags", Values.of(agent.tags()));
        row.put("environment", text(agent.environment()));
        row.put("requires_approval", Values.of(agent.requiresApproval()));
        row.put("status", text(agent.status().name()));
        row.put("credential_version", number(agent.credentialVersion()));
        row.put("version", number(agent.version()));
        row.put("created_by", text(agent.createdBy()));
        row.put("created_at", text(agent.createdAt().toString()));
        row.put("updated_at", text(agent.updatedAt().toString()));
        putLimits(row, agent.rateLimits());
        putBudget(row, agent.budget());
        return row;
    }

    private static void putLimits(Map<String, AttributeValue> row, RateLimits limits) {
        limits.perMinute().ifPresent(it -> row.put("requests_per_minute", number(it)));
        limits.perHour().ifPresent(it -> row.put("requests_per_hour", number(it)));
        limits.perDay().ifPresent(it -> row.put("requests_per_day", number(it)));
        limits.concurrent().ifPresent(it -> row.put("max_concurrency", number(it)));
    }

    private static void putBudget(Map<String, AttributeValue> row, Budget budget) {
        budget.daily().ifPresent(it -> row.put("max_daily_cost", number(it.micros())));
        budget.monthly().ifPresent(it -> row.put("max_monthly_cost", number(it.micros())));
        row.put("budget_enforcement", text(budget.enforcement().name()));
    }

    static Agent read(Map<String, AttributeValue> row) {
        return new Agent(
                new AgentId(at(row, "id").s()),
                new OrganisationId(at(row, "organisation").s()),
                at(row, "name").s(),
                at(row, "description").s(),
                Platform.of(at(row, "platform").s()).orElseThrow(),
                Optional.ofNullable(row.get("endpoint")).map(AttributeValue::s),
                at(row, "auth_type").s(),
                Values.tree(at(row, "platform_config")),
                new RateLimits(
                        integer(row, "requests_per_minute"),
                        integer(row, "requests_per_hour"),
                        integer(row, "requests_per_day"),
                        integer(row, "max_concurrency")),
                new Budget(
                        money(row, "max_daily_cost"),
                        money(row, "max_monthly_cost"),
                        Budget.Enforcement.valueOf(at(row, "budget_enforcement").s())),
                money(row, "cost_per_execution").orElseThrow(),
                tags(row),
                at(row, "environment").s(),
                at(row, "requires_approval").bool(),
                AgentStatus.valueOf(at(row, "status").s()),
                integer(row, "credential_version").orElseThrow(),
                integer(row, "version").orElseThrow(),
                at(row, "created_by").s(),
                Instant.parse(at(row, "created_at").s()),
                Instant.parse(at(row, "updated_at").s()));
    }

    private static List<String> tags(Map<String, AttributeValue> row) {
        return at(row, "tags").l().stream().map(AttributeValue::s).toList();
    }

    private static OptionalInt integer(Map<String, AttributeValue> row, String name) {
        return row.containsKey(name)
                ? OptionalInt.of(Integer.parseInt(at(row, name).n()))
                : OptionalInt.empty();
    }

    private static Optional<Money> money(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name))
                .map(value -> new Money(Long.parseLong(value.n())));
    }

    private static AttributeValue at(Map<String, AttributeValue> row, String name) {
        var value = row.get(name);
        if (value == null) {
            throw new IllegalStateException("the row of an agent has no " + name);
        }
        return value;
    }
}
