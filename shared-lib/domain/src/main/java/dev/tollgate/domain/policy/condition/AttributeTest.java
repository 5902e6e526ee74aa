package dev.tollgate.domain.policy.condition;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A comparison of an attribute, or several comparisons that must all, or of which any must, hold.
 */
public sealed interface AttributeTest {
    /** How deep groups may stand in groups. */
    int MAX_DEPTH = 5;

    Truth test(Map<String, Object> attributes);

    /** The values found, for people. */
    String describe(Map<String, Object> attributes);

    /** How many groups stand in one another here. */
    int depth();

    /**
     * One attribute compared. An absent one is undecided, except for {@code exists}, which asks for
     * just that.
     */
    record Comparison(FieldPath field, Operator op, List<Scalar> values) implements AttributeTest {
        private static final int SHOWN = 64;

        public Comparison {
            values = List.copyOf(values);
            if (!op.accepts(values)) {
                throw new IllegalArgumentException(
                        op.json()
                                + " does not compare with "
                                + values
                                + "; accepted: "
                                + op.accepted());
            }
        }

        @Override
        public Truth test(Map<String, Object> attributes) {
            return field.in(attributes)
                    .map(found -> op.test(found, values))
                    .orElseGet(() ->
                            op == Operator.EXISTS
                                    ? Truth.of(values.contains(new Scalar.Flag(false)))
                                    : Truth.UNDECIDED);
        }

        @Override
        public String describe(Map<String, Object> attributes) {
            String found = field.in(attributes).map(Comparison::shown).orElse("absent");
            return field + " is " + found + ", asked " + op.json() + " " + values;
        }

        @Override
        public int depth() {
            return 0;
        }

        private static String shown(Object found) {
            return switch (found) {
                case Map<?, ?> _ -> "an object";
                case List<?> list -> "a list of " + list.size();
                case String text when text.length() > SHOWN ->
                        '"' + text.substring(0, SHOWN) + "…\"";
                case String text -> '"' + text + '"';
                default -> found.toString();
            };
        }
    }

    /** Holds if every one holds. */
    record All(List<AttributeTest> tests) implements AttributeTest {
        public All {
            tests = List.copyOf(tests);
            requireGroup(tests);
        }

        @Override
        public Truth test(Map<String, Object> attributes) {
            return tests.stream().map(one -> one.test(attributes)).reduce(Truth.TRUE, Truth::and);
        }

        @Override
        public String describe(Map<String, Object> attributes) {
            return "all of (" + joined(tests, attributes) + ")";
        }

        @Override
        public int depth() {
            return deeper(tests);
        }
    }

    /** Holds if at least one holds. */
    record Any(List<AttributeTest> tests) implements AttributeTest {
        public Any {
            tests = List.copyOf(tests);
            requireGroup(tests);
        }

        @Override
        public Truth test(Map<String, Object> attributes) {
            return tests.stream().map(one -> one.test(attributes)).reduce(Truth.FALSE, Truth::or);
        }

        @Override
        public String describe(Map<String, Object> attributes) {
            return "any of (" + joined(tests, attributes) + ")";
        }

        @Override
        public int depth() {
            return deeper(tests);
        }
    }

    private static void requireGroup(List<AttributeTest> tests) {
        if (tests.isEmpty() || deeper(tests) > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "a group holds at least one test and stands at most " + MAX_DEPTH + " deep");
        }
    }

    private static int deeper(List<AttributeTest> tests) {
        return 1 + tests.stream().mapToInt(AttributeTest::depth).max().orElse(0);
    }

    private static String joined(List<AttributeTest> tests, Map<String, Object> attributes) {
        return tests.stream()
                .map(one -> one.describe(attributes))
                .collect(Collectors.joining("; "));
    }
}
