package dev.tollgate.domain.policy.json;

import dev.tollgate.domain.policy.condition.Attribute;
import dev.tollgate.domain.policy.condition.AttributeTest;
import dev.tollgate.domain.policy.condition.AttributeTest.All;
import dev.tollgate.domain.policy.condition.AttributeTest.Any;
import dev.tollgate.domain.policy.condition.AttributeTest.Comparison;
import dev.tollgate.domain.policy.condition.FieldPath;
import dev.tollgate.domain.policy.condition.Operator;
import dev.tollgate.domain.policy.condition.Scalar;
import java.util.List;
import java.util.Map;

/** Reads {@code attribute} conditions, a comparison or a group of them. */
final class AttributeReader {
    private static final int LONGEST_FIELD = 600;

    private AttributeReader() {}

    static Attribute read(Node node) {
        Fields fields = node.fields("type", "field", "op", "value", "all", "any", "negate");
        return new Attribute(test(node, fields, 1), ConditionReader.negate(fields));
    }

    private static AttributeTest test(Node node, Fields fields, int depth) {
        boolean compares = node.value() instanceof Map<?, ?> object && object.containsKey("field");
        boolean all = fields.optional("all").isPresent();
        boolean any = fields.optional("any").isPresent();
        if ((compares ? 1 : 0) + (all ? 1 : 0) + (any ? 1 : 0) != 1) {
            throw new MalformedPolicy(
                    node.pointer(), "accepted: exactly one of field, all and any");
        }
        if (compares) {
            return comparison(fields);
        }
        if (fields.optional("op").isPresent() || fields.optional("value").isPresent()) {
            throw new MalformedPolicy(node.pointer(), "a group takes no op and no value");
        }
        return all
                ? new All(group(fields.required("all"), depth))
                : new Any(group(fields.required("any"), depth));
    }

    private static List<AttributeTest> group(Node node, int depth) {
        if (depth > AttributeTest.MAX_DEPTH) {
            throw new MalformedPolicy(
                    node.pointer(), "groups stand at most " + AttributeTest.MAX_DEPTH + " deep");
        }
        return node.elements("tests").stream()
                .map(one -> test(one, one.fields("field", "op", "value", "all", "any"), depth + 1))
                .toList();
    }

    private static AttributeTest comparison(Fields fields) {
        FieldPath field =
                fields.required("field")
                        .parsed(
                                LONGEST_FIELD,
                                "context, metadata or identity and 1 to 8 names after it, joined by"
                                        + " dots",
                                FieldPath::parse);
        Operator op = fields.required("op").oneOf(List.of(Operator.values()), Operator::json);
        if (op == Operator.EXISTS && fields.optional("value").isEmpty()) {
            return new Comparison(field, op, List.of(new Scalar.Flag(true)));
        }
        Node value = fields.required("value");
        List<Scalar> values =
                switch (op) {
                    case IN, NOT_IN ->
                            value.elements("texts, numbers or booleans").stream()
                                    .map(one -> one.scalar("a text, number or boolean"))
                                    .toList();
                    case EQ, NE, LT, LTE, GT, GTE, CONTAINS, STARTS_WITH, ENDS_WITH, EXISTS ->
                            List.of(value.scalar(op.accepted()));
                };
        try {
            return new Comparison(field, op, values);
        } catch (IllegalArgumentException unlike) {
            throw value.refuse(op.accepted());
        }
    }
}
