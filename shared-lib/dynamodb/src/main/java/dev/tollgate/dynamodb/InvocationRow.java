package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.Draw;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An invocation as its row, keys included. Money is whole micro-USD. */
final class InvocationRow {
    static final int SHARDS = 8;

    private InvocationRow() {}

    static Map<String, AttributeValue> of(Invocation call) {
        var row = new TreeMap<String, AttributeValue>(key(call.organisation(), call.id()));
        row.put("agent_key", text(agentKey(call.organisation(), call.agent())));
        row.put("agent", text(call.agent().value()));
        row.put("platform", text(call.platform().text()));
        row.put("environment", text(call.environment()));
        row.put("trace_id", text(call.traceId()));
        row.put("status", text(call.status().text()));
        call.policy().ifPresent(it -> row.put("policy", text(it)));
        row.put("held", number(call.held().micros()));
        row.put("cost", number(call.cost().micros()));
        row.put(
                "draws",
                AttributeValue.fromL(call.draws().stream().map(InvocationRow::of).toList()));
        call.concurrency().ifPresent(it -> row.put("concurrency", text(it.text())));
        row.put("request_timestamp", text(call.requestedAt().toString()));
        row.put("open_until", text(time(call.openUntil())));
        if (call.status().isOpen()) {
            row.put("open_shard", text(shard(Math.floorMod(call.id().hashCode(), SHARDS))));
        }
        call.approval().ifPresent(it -> row.put("approval", text(it.value())));
        CallerAttributes.put(row, call.caller());
        call.caller()
                .onBehalfOf()
                .email()
                .ifPresent(
                        it -> row.put("user_email_key", text(emailKey(call.organisation(), it))));
        call.outcome().ifPresent(it -> putOutcome(row, it));
        return row;
    }

    private static void putOutcome(Map<String, AttributeValue> row, Outcome outcome) {
        row.put("ended_at", text(outcome.at().toString()));
        outcome.code().ifPresent(it -> row.put("code", text(it)));
        outcome.detail().ifPresent(it -> row.put("detail", text(it)));
        outcome.upstreamStatus().ifPresent(it -> row.put("upstream_status", number(it)));
        outcome.output().ifPresent(it -> row.put("output", text(it)));
    }

    private static AttributeValue of(Draw draw) {
        return AttributeValue.fromM(
                Map.of(
                        "budget", text(draw.key().text()),
                        "generation", number(draw.generation())));
    }

    static Invocation read(Map<String, AttributeValue> row) {
        var organisation = new OrganisationId(string(row, Table.PK));
        return new Invocation(
                new InvocationId(string(row, Table.SK)),
                organisation,
                new AgentId(string(row, "agent")),
                Platform.of(string(row, "platform")).orElseThrow(),
                string(row, "environment"),
                CallerAttributes.read(row),
                string(row, "trace_id"),
                InvocationStatus.of(string(row, "status")).orElseThrow(),
                find(row, "policy"),
                money(row, "held"),
                money(row, "cost"),
                draws(organisation, row),
                find(row, "concurrency").map(LimitScope::parse),
                Instant.parse(string(row, "request_timestamp")),
                Instant.ofEpochMilli(Long.parseLong(string(row, "open_until"))),
                find(row, "ended_at").map(at -> outcome(row, Instant.parse(at))),
                find(row, "approval").map(ApprovalId::new));
    }

    private static Outcome outcome(Map<String, AttributeValue> row, Instant at) {
        var status = row.get("upstream_status");
        return new Outcome(
                at,
                find(row, "code"),
                find(row, "detail"),
                status == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(status.n())),
                find(row, "output"));
    }

    static List<Draw> draws(OrganisationId organisation, Map<String, AttributeValue> row) {
        return attribute(row, "draws").l().stream()
                .map(AttributeValue::m)
                .map(draw ->
                        new Draw(
                                BudgetKey.parse(organisation, string(draw, "budget")),
                                Long.parseLong(attribute(draw, "generation").n())))
                .toList();
    }

    static Map<String, AttributeValue> key(OrganisationId organisation, InvocationId id) {
        return Map.of(Table.PK, text(organisation.value()), Table.SK, text(id.value()));
    }

    static String agentKey(OrganisationId organisation, AgentId agent) {
        return organisation + "#" + agent;
    }

    /** Addresses are compared without case. */
    static String emailKey(OrganisationId organisation, String email) {
        return organisation + "#" + email.toLowerCase(Locale.ROOT);
    }

    static String shard(int shard) {
        return "open#" + shard;
    }

    /** Milliseconds in a fixed width, so that they sort as texts. */
    static String time(Instant at) {
        return String.format(Locale.ROOT, "%015d", at.toEpochMilli());
    }

    private static Money money(Map<String, AttributeValue> row, String name) {
        return new Money(Long.parseLong(attribute(row, name).n()));
    }

    private static Optional<String> find(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name)).map(AttributeValue::s);
    }

    private static String string(Map<String, AttributeValue> row, String name) {
        return attribute(row, name).s();
    }

    private static AttributeValue attribute(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name))
                .orElseThrow(() -> new IllegalStateException("a row has no " + name));
    }
}
