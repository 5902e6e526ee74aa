package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.redaction.Sensitive;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rules of approval as the attributes of their row. Money is whole micro-USD. */
final class ApprovalRulesRow {
    static final String SORT = "approvals";

    private ApprovalRulesRow() {}

    static Map<String, AttributeValue> of(ApprovalRules rules) {
        var row = new TreeMap<String, AttributeValue>();
        rules.costAbove().ifPresent(it -> row.put("cost_above", number(it.micros())));
        row.put("first_invocation", Values.of(rules.firstInvocation()));
        row.put("payload", texts(rules.payload().stream().map(Sensitive::text).sorted()));
        rules.callsPerMinuteAbove().ifPresent(it -> row.put("calls_per_minute_above", number(it)));
        row.put("environments", texts(rules.environments().stream().sorted()));
        row.put("quorum", number(rules.quorum()));
        row.put("roles", texts(rules.roles().stream().sorted()));
        row.put("timeout", number(rules.timeout().toSeconds()));
        rules.remindAfter().ifPresent(it -> row.put("remind_after", number(it.toSeconds())));
        rules.escalateAfter().ifPresent(it -> row.put("escalate_after", number(it.toSeconds())));
        row.put("escalate_to", texts(rules.escalateTo().stream().sorted()));
        row.put("ask_through", texts(rules.askThrough().stream().map(AgentId::value)));
        row.put("version", number(rules.version()));
        return row;
    }

    static ApprovalRules read(Map<String, AttributeValue> row) {
        return new ApprovalRules(
                find(row, "cost_above").map(Money::new),
                at(row, "first_invocation").bool(),
                texts(row, "payload").stream()
                        .map(text -> Sensitive.of(text).orElseThrow())
                        .collect(Collectors.toSet()),
                find(row, "calls_per_minute_above")
                        .map(it -> OptionalInt.of(Math.toIntExact(it)))
                        .orElse(OptionalInt.empty()),
                Set.copyOf(texts(row, "environments")),
                Integer.parseInt(at(row, "quorum").n()),
                Set.copyOf(texts(row, "roles")),
                Duration.ofSeconds(Long.parseLong(at(row, "timeout").n())),
                find(row, "remind_after").map(Duration::ofSeconds),
                find(row, "escalate_after").map(Duration::ofSeconds),
                Set.copyOf(texts(row, "escalate_to")),
                texts(row, "ask_through").stream().map(AgentId::new).toList(),
                Integer.parseInt(at(row, "version").n()));
    }

    private static AttributeValue texts(Stream<String> texts) {
        return AttributeValue.fromL(texts.map(it -> text(it)).toList());
    }

    private static List<String> texts(Map<String, AttributeValue> row, String name) {
        return at(row, name).l().stream().map(AttributeValue::s).toList();
    }

    private static Optional<Long> find(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name)).map(value -> Long.valueOf(value.n()));
    }

    private static AttributeValue at(Map<String, AttributeValue> row, String name) {
        var value = row.get(name);
        if (value == null) {
            throw new IllegalStateException("the row of approval rules has no " + name);
        }
        return value;
    }
}
