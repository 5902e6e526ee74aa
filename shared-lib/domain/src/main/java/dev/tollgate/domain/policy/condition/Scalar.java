package dev.tollgate.domain.policy.condition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** A JSON value that can be compared. Numbers are equal by value: 1, 1.0 and 1e0 are one number. */
public sealed interface Scalar {
    record Text(String value) implements Scalar {
        @Override
        public String toString() {
            return '"' + value + '"';
        }
    }

    record Decimal(BigDecimal value) implements Scalar {
        public Decimal {
            value = value.stripTrailingZeros();
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    record Flag(boolean value) implements Scalar {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /**
     * The scalar in a parsed JSON tree; empty for null, lists, objects and numbers that JSON does
     * not have.
     */
    static Optional<Scalar> of(Object json) {
        return switch (json) {
            case String text -> Optional.of(new Text(text));
            case Boolean flag -> Optional.of(new Flag(flag));
            case BigDecimal number -> Optional.of(new Decimal(number));
            case BigInteger number -> Optional.of(new Decimal(new BigDecimal(number)));
            case Integer number -> Optional.of(new Decimal(BigDecimal.valueOf(number)));
            case Long number -> Optional.of(new Decimal(BigDecimal.valueOf(number)));
            case Double number when Double.isFinite(number) ->
                    Optional.of(new Decimal(BigDecimal.valueOf(number)));
            default -> Optional.empty();
        };
    }
}
