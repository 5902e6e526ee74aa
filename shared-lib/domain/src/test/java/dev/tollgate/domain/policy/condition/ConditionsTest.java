package dev.tollgate.domain.policy.condition;

import static dev.tollgate.domain.policy.condition.Requests.ORDINARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.policy.condition.AttributeTest.All;
import dev.tollgate.domain.policy.condition.AttributeTest.Any;
import dev.tollgate.domain.policy.condition.AttributeTest.Comparison;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
    @ParameterizedTest
    @CsvSource({
        "ENVIRONMENT, production, TRUE",
        "ENVIRONMENT, Production, FALSE",
        "PROVIDER, slack, TRUE",
        "PROVIDER, teams, FALSE",
        "AGENT, agt_1, TRUE",
        "AGENT, agt_2, FALSE",
        "ROLE, operator, TRUE",
        "ROLE, admin, FALSE",
        "TEAM, sales, TRUE",
        "TEAM, legal, FALSE",
        "USER, usr_1, TRUE",
        "USER, key_1, TRUE",
        "USER, usr_2, FALSE",
    })
    void aNameHoldsIfItIsListed(Dimension dimension, String listed, Truth expected) {
        Among condition = new Among(dimension, names("other", listed), false);

        assertThat(condition.holds(ORDINARY)).isEqualTo(expected);
        assertThat(condition.opposite().holds(ORDINARY)).isEqualTo(expected.negated());
    }

    @Test
    void tagsAskForOneOfAnyAndEveryOneOfAll() {
        assertThat(new Tagged(names("pii", "x"), names(), false).holds(ORDINARY))
                .isEqualTo(Truth.TRUE);
        assertThat(new Tagged(names("x"), names(), false).holds(ORDINARY)).isEqualTo(Truth.FALSE);
        assertThat(new Tagged(names(), names("pii", "eu"), false).holds(ORDINARY))
                .isEqualTo(Truth.TRUE);
        assertThat(new Tagged(names("pii"), names("eu", "x"), false).holds(ORDINARY))
                .isEqualTo(Truth.FALSE);
    }

    @ParameterizedTest
    @CsvSource({"0.25, FALSE", "0.250001, TRUE", "0, FALSE"})
    void costHoldsStrictlyAboveItsBound(String estimated, Truth expected) {
        CostAbove condition = new CostAbove(Money.usd("0.25"), false);

        assertThat(condition.holds(Requests.costing(estimated))).isEqualTo(expected);
    }

    @Test
    void aMaintenanceWindowIncludesItsStartAndNotItsEnd() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Instant end = Instant.parse("2026-01-01T01:00:00Z");
        TimeWindow window =
                new TimeWindow(Optional.empty(), List.of(new Period(start, end)), false);

        assertThat(window.holds(Requests.at("2026-01-01T00:00:00Z"))).isEqualTo(Truth.TRUE);
        assertThat(window.holds(Requests.at("2026-01-01T00:59:59.999Z"))).isEqualTo(Truth.TRUE);
        assertThat(window.holds(Requests.at("2026-01-01T01:00:00Z"))).isEqualTo(Truth.FALSE);
        assertThat(window.describe(Requests.at("2026-01-01T01:00:00Z")))
                .isEqualTo("it is Thursday 01:00:00 in Z, outside the window");
    }

    @ParameterizedTest
    @CsvSource({
        "number, EQ, 5.0, TRUE",
        "number, EQ, 6, FALSE",
        "number, NE, 6, TRUE",
        "number, EQ, 'five', FAILED",
        "number, NE, 'five', FAILED",
        "text, EQ, 5, FAILED",
        "number, LT, 5, FALSE",
        "number, LTE, 5, TRUE",
        "number, GT, 4.99, TRUE",
        "number, GTE, 5.01, FALSE",
        "text, GT, 4, FAILED",
        "object, GT, 4, FAILED",
        "text, CONTAINS, 'ell', TRUE",
        "text, CONTAINS, 'x', FALSE",
        "number, CONTAINS, 5, FAILED",
        "list, CONTAINS, 'b', TRUE",
        "list, CONTAINS, 'z', FALSE",
        "list, CONTAINS, 5, FAILED",
        "text, STARTS_WITH, 'he', TRUE",
        "text, ENDS_WITH, 'he', FALSE",
        "number, STARTS_WITH, 'he', FAILED",
        "list, EQ, 'b', FAILED",
        "absent, EQ, 5, UNDECIDED",
        "absent, NE, 5, UNDECIDED",
        "null, EQ, 5, UNDECIDED",
        "text.below, EQ, 5, UNDECIDED",
        "infinite, GT, 5, FAILED",
    })
    void anAttributeComparesWithItsLikeOnly(
            String field, Operator op, String value, Truth expected) {
        assertThat(test(field, op, scalar(value))).isEqualTo(expected);
    }

    @Test
    void existenceIsAlwaysKnown() {
        assertThat(test("text", Operator.EXISTS, new Scalar.Flag(true))).isEqualTo(Truth.TRUE);
        assertThat(test("text", Operator.EXISTS, new Scalar.Flag(false))).isEqualTo(Truth.FALSE);
        assertThat(test("absent", Operator.EXISTS, new Scalar.Flag(true))).isEqualTo(Truth.FALSE);
        assertThat(test("null", Operator.EXISTS, new Scalar.Flag(false))).isEqualTo(Truth.TRUE);
    }

    @Test
    void membershipNeedsOneValueOfTheSameType() {
        assertThat(test("number", Operator.IN, scalar("'x'"), scalar("5"))).isEqualTo(Truth.TRUE);
        assertThat(test("number", Operator.IN, scalar("'x'"), scalar("6"))).isEqualTo(Truth.FALSE);
        assertThat(test("number", Operator.NOT_IN, scalar("6"))).isEqualTo(Truth.TRUE);
        assertThat(test("number", Operator.NOT_IN, scalar("'x'"))).isEqualTo(Truth.FAILED);
    }

    @Test
    void groupsAreSettledByWhatIsKnown() {
        AttributeTest yes = comparison("number", Operator.EQ, scalar("5"));
        AttributeTest no = comparison("number", Operator.EQ, scalar("6"));
        AttributeTest unknown = comparison("absent", Operator.EQ, scalar("5"));
        AttributeTest failing = comparison("text", Operator.GT, scalar("5"));

        assertThat(
                        List.of(
                                run(new All(List.of(unknown, no, failing))),
                                run(new All(List.of(unknown, yes))),
                                run(new All(List.of(unknown, failing, yes))),
                                run(new Any(List.of(failing, yes, unknown))),
                                run(new Any(List.of(unknown, no))),
                                run(new Any(List.of(no, new All(List.of(yes, yes)))))))
                .containsExactly(
                        Truth.FALSE,
                        Truth.UNDECIDED,
                        Truth.FAILED,
                        Truth.TRUE,
                        Truth.UNDECIDED,
                        Truth.TRUE);
    }

    @Test
    void valuesThatNoAttributeComparesWithAreRefused() {
        assertThatThrownBy(() -> comparison("text", Operator.LT, scalar("'a'")))
                .hasMessage("lt does not compare with [\"a\"]; accepted: a number");
    }

    @Test
    void aLongValueIsCutInDescriptions() {
        Attribute condition = new Attribute(comparison("long", Operator.EQ, scalar("'a'")), false);

        assertThat(condition.describe(request()))
                .isEqualTo("context.long is \"" + "y".repeat(64) + "…\", asked eq [\"a\"]");
    }

    private static Truth test(String field, Operator op, Scalar... values) {
        return run(comparison(field, op, values));
    }

    private static Truth run(AttributeTest test) {
        return new Attribute(test, false).holds(request());
    }

    private static Comparison comparison(String field, Operator op, Scalar... values) {
        return new Comparison(FieldPath.parse("context." + field), op, List.of(values));
    }

    private static PolicyRequest request() {
        Map<String, Object> context = new HashMap<>();
        context.put("number", 5);
        context.put("infinite", Double.POSITIVE_INFINITY);
        context.put("text", "hello");
        context.put("long", "y".repeat(1000));
        context.put("list", List.of("a", "b"));
        context.put("object", Map.of());
        context.put("null", null);
        return Requests.with(Map.of("context", context));
    }

    private static Scalar scalar(String written) {
        return written.startsWith("'") || !Character.isDigit(written.charAt(0))
                ? new Scalar.Text(written.replace("'", ""))
                : new Scalar.Decimal(new BigDecimal(written));
    }

    private static SequencedSet<String> names(String... names) {
        return new LinkedHashSet<>(Arrays.asList(names));
    }
}
