package dev.tollgate.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of US dollars in whole micro-USD (a millionth of a dollar), never negative.
 *
 * <p>The ceiling of one billion dollars keeps every sum exact in a Lua number, which is a double.
 */
public record Money(long micros) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);
    public static final Money CEILING = new Money(1_000_000_000_000_000L);

    private static final int DECIMALS = 6;

    public Money {
        if (micros < 0 || micros > 1_000_000_000_000_000L) {
            throw new IllegalArgumentException(
                    "not an amount: " + micros + " micro-USD; from 0 to a billion dollars");
        }
    }

    /** Exact: an amount finer than a micro-USD is refused, not rounded. */
    public static Money usd(BigDecimal dollars) {
        if (dollars.signum() < 0
                || (long) dollars.precision() - dollars.scale() > 10
                || dollars.stripTrailingZeros().scale() > DECIMALS) {
            throw new IllegalArgumentException(
                    "not an amount: from 0 to 1000000000 dollars with at most 6 decimals");
        }
        return new Money(dollars.movePointRight(DECIMALS).longValueExact());
    }

    public static Money usd(String dollars) {
        return usd(new BigDecimal(dollars));
    }

    /** Dollars with at least one decimal, as the administrator guide writes them: 100.0, 0.05. */
    public BigDecimal toUsd() {
        var plain = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
        return plain.scale() < 1 ? plain.setScale(1, RoundingMode.UNNECESSARY) : plain;
    }

    public Money plus(Money other) {
        return new Money(micros + other.micros);
    }

    /** What is left after taking {@code other}, nothing if it is more than there is. */
    public Money minusOrZero(Money other) {
        return new Money(Math.max(0, micros - other.micros));
    }

    public Money times(long factor) {
        return new Money(Math.min(Math.multiplyExact(micros, factor), CEILING.micros));
    }

    public boolean isZero() {
        return micros == 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(micros, other.micros);
    }

    @Override
    public String toString() {
        return toUsd().toPlainString() + " USD";
    }
}
