package dev.tollgate.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * What numbers are accepted in JSON: those that DynamoDB keeps exactly (<a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-data-types-numbers">38
 * digits, 1E-130 to 1E+126</a>). It also keeps out {@code 1e999999999}, eleven characters of input
 * that take a gigabyte to write out.
 */
final class Numbers {
    private static final int MOST_DIGITS = 38;
    private static final int LEAST_EXPONENT = -130;
    private static final int MOST_EXPONENT = 125;

    private Numbers() {}

    /** Refuses the first number in {@code node} that is not accepted. */
    static void check(String pointer, JsonNode node) {
        if (node.isNumber() && !isAccepted(node.decimalValue())) {
            throw BadRequest.body(
                    pointer,
                    "is a number too long, too large or too small; accepted: "
                            + MOST_DIGITS
                            + " digits, exponents from "
                            + LEAST_EXPONENT
                            + " to "
                            + MOST_EXPONENT
                            + ".");
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(pointer + "/" + i, node.path(i));
            }
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> check(pointer + "/" + escaped(field), field.getValue()));
        }
    }

    private static boolean isAccepted(BigDecimal number) {
        long exponent = (long) number.precision() - number.scale() - 1;
        return exponent >= LEAST_EXPONENT
                && exponent <= MOST_EXPONENT
                && number.stripTrailingZeros().precision() <= MOST_DIGITS;
    }

    private static String escaped(java.util.Map.Entry<String, JsonNode> field) {
        return field.getKey().replace("~", "~0").replace("/", "~1");
    }
}
