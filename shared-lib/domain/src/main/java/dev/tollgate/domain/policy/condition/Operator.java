package dev.tollgate.domain.policy.condition;

import dev.tollgate.domain.policy.condition.Scalar.Decimal;
import dev.tollgate.domain.policy.condition.Scalar.Flag;
import dev.tollgate.domain.policy.condition.Scalar.Text;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * How an attribute is compared. Values of unlike types do not compare: {@code "1"} is neither equal
 * to nor different from {@code 1}, the comparison fails. Otherwise a caller could step round a deny
 * by sending a number as a text.
 */
public enum Operator {
    EQ,
    NE,
    IN,
    NOT_IN,
    LT,
    LTE,
    GT,
    GTE,
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH,
    EXISTS;

    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a policy may compare with these values: how many, and of which type. */
    boolean accepts(List<Scalar> values) {
        return switch (this) {
            case IN, NOT_IN -> !values.isEmpty();
            case EQ, NE, CONTAINS -> values.size() == 1;
            case LT, LTE, GT, GTE -> values.size() == 1 && values.getFirst() instanceof Decimal;
            case STARTS_WITH, ENDS_WITH -> values.size() == 1 && values.getFirst() instanceof Text;
            case EXISTS -> values.size() == 1 && values.getFirst() instanceof Flag;
        };
    }

    /** What {@link #accepts} accepts, in words. */
    public String accepted() {
        return switch (this) {
            case IN, NOT_IN -> "a list of texts, numbers or booleans";
            case EQ, NE, CONTAINS -> "a text, number or boolean";
            case LT, LTE, GT, GTE -> "a number";
            case STARTS_WITH, ENDS_WITH -> "a text";
            case EXISTS -> "a boolean";
        };
    }

    /** The answer for an attribute that is there. */
    Truth test(Object found, List<Scalar> wanted) {
        Scalar first = wanted.getFirst();
        return switch (this) {
            case EQ, IN -> equal(found, wanted);
            case NE, NOT_IN -> equal(found, wanted).negated();
            case LT -> ordered(found, first, sign -> sign < 0);
            case LTE -> ordered(found, first, sign -> sign <= 0);
            case GT -> ordered(found, first, sign -> sign > 0);
            case GTE -> ordered(found, first, sign -> sign >= 0);
            case CONTAINS -> contains(found, first);
            case STARTS_WITH ->
                    found instanceof String text && first instanceof Text(String start)
                            ? Truth.of(text.startsWith(start))
                            : Truth.FAILED;
            case ENDS_WITH ->
                    found instanceof String text && first instanceof Text(String end)
                            ? Truth.of(text.endsWith(end))
                            : Truth.FAILED;
            case EXISTS -> Truth.of(first.equals(new Flag(true)));
        };
    }

    private static Truth equal(Object found, List<Scalar> wanted) {
        return Scalar.of(found).map(scalar -> equal(scalar, wanted)).orElse(Truth.FAILED);
    }

    private static Truth equal(Scalar found, List<Scalar> wanted) {
        if (wanted.contains(found)) {
            return Truth.TRUE;
        }
        boolean comparable = wanted.stream().anyMatch(one -> one.getClass() == found.getClass());
        return comparable ? Truth.FALSE : Truth.FAILED;
    }

    private static Truth ordered(Object found, Scalar bound, IntPredicate sign) {
        return Scalar.of(found).orElse(new Flag(false)) instanceof Decimal(var number)
                        && bound instanceof Decimal(var limit)
                ? Truth.of(sign.test(number.compareTo(limit)))
                : Truth.FAILED;
    }

    /** A text contains a text; a list contains an element equal to the value. */
    private static Truth contains(Object found, Scalar part) {
        return switch (found) {
            case String text when part instanceof Text(String inner) ->
                    Truth.of(text.contains(inner));
            case List<?> list ->
                    list.stream()
                            .map(element ->
                                    element == null ? Truth.FAILED : equal(element, List.of(part)))
                            .reduce(Truth.FALSE, Truth::or);
            default -> Truth.FAILED;
        };
    }
}
