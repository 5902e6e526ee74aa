package dev.tollgate.domain.policy.json;

import dev.tollgate.domain.policy.Obligation;
import dev.tollgate.domain.policy.Obligation.RequireApproval;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.condition.Among;
import dev.tollgate.domain.policy.condition.Attribute;
import dev.tollgate.domain.policy.condition.AttributeTest;
import dev.tollgate.domain.policy.condition.AttributeTest.All;
import dev.tollgate.domain.policy.condition.AttributeTest.Any;
import dev.tollgate.domain.policy.condition.AttributeTest.Comparison;
import dev.tollgate.domain.policy.condition.BusinessHours;
import dev.tollgate.domain.policy.condition.Condition;
import dev.tollgate.domain.policy.condition.CostAbove;
import dev.tollgate.domain.policy.condition.Location;
import dev.tollgate.domain.policy.condition.Period;
import dev.tollgate.domain.policy.condition.Scalar;
import dev.tollgate.domain.policy.condition.Tagged;
import dev.tollgate.domain.policy.condition.TimeWindow;
import java.time.LocalTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes policies so that the reader reads back what was written. */
final class PolicyWriter {
    private PolicyWriter() {}

    static Map<String, Object> write(Policy policy) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("policy_id", policy.policyId());
        tree.put("name", policy.name());
        tree.put("description", policy.description());
        tree.put("effect", policy.effect().json());
        tree.put("priority", policy.priority());
        tree.put("status", policy.status().json());
        tree.put("conditions", policy.conditions().stream().map(PolicyWriter::write).toList());
        if (!policy.obligations().isEmpty()) {
            tree.put(
                    "obligations", policy.obligations().stream().map(PolicyWriter::write).toList());
        }
        tree.put("version", policy.version());
        return tree;
    }

    private static Map<String, Object> write(Obligation obligation) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", obligation.type());
        switch (obligation) {
            case RequireApproval(int quorum, var roles) -> {
                tree.put("quorum", quorum);
                putTexts(tree, "roles", new TreeSet<>(roles));
            }
        }
        return tree;
    }

    private static Map<String, Object> write(Condition condition) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", condition.type());
        switch (condition) {
            case Among among -> tree.put(among.dimension().field(), List.copyOf(among.names()));
            case TimeWindow window -> write(window, tree);
            case Location location -> {
                putTexts(tree, "countries", location.countries());
                putTexts(tree, "cidrs", location.cidrs());
            }
            case Tagged tagged -> {
                putTexts(tree, "any", tagged.any());
                putTexts(tree, "all", tagged.all());
            }
            case CostAbove cost -> tree.put("estimated_above", cost.bound().toUsd());
            case Attribute attribute -> tree.putAll(write(attribute.test()));
        }
        if (condition.negate()) {
            tree.put("negate", true);
        }
        return tree;
    }

    private static void putTexts(Map<String, Object> tree, String field, Collection<?> values) {
        if (!values.isEmpty()) {
            tree.put(field, values.stream().map(Object::toString).toList());
        }
    }

    private static void write(TimeWindow window, Map<String, Object> tree) {
        window.businessHours().ifPresent(hours -> tree.put("business_hours", write(hours)));
        if (!window.maintenanceWindows().isEmpty()) {
            tree.put(
                    "maintenance_windows",
                    window.maintenanceWindows().stream().map(PolicyWriter::write).toList());
        }
    }

    private static Map<String, Object> write(BusinessHours hours) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("days", hours.days().stream().map(TimeWindowReader::word).toList());
        tree.put("start_time", hours.start().toString());
        tree.put(
                "end_time",
                hours.end().equals(LocalTime.MIDNIGHT)
                        ? TimeWindowReader.END_OF_DAY
                        : hours.end().toString());
        tree.put("timezone", hours.zone().getId());
        return tree;
    }

    private static Map<String, Object> write(Period period) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("start", period.start().toString());
        tree.put("end", period.end().toString());
        return tree;
    }

    private static Map<String, Object> write(AttributeTest test) {
        return switch (test) {
            case All(var tests) -> Map.of("all", tests.stream().map(PolicyWriter::write).toList());
            case Any(var tests) -> Map.of("any", tests.stream().map(PolicyWriter::write).toList());
            case Comparison comparison -> write(comparison);
        };
    }

    private static Map<String, Object> write(Comparison comparison) {
        List<Object> values = comparison.values().stream().map(PolicyWriter::write).toList();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("field", comparison.field().toString());
        tree.put("op", comparison.op().json());
        tree.put(
                "value",
                switch (comparison.op()) {
                    case IN, NOT_IN -> values;
                    case EQ, NE, LT, LTE, GT, GTE, CONTAINS, STARTS_WITH, ENDS_WITH, EXISTS ->
                            values.getFirst();
                });
        return tree;
    }

    private static Object write(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Text(var text) -> text;
            case Scalar.Decimal(var number) -> number;
            case Scalar.Flag(var flag) -> flag;
        };
    }
}
