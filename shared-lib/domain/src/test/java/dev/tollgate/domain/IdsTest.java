package dev.tollgate.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class IdsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void sortsThoseOfOneMillisecondInTheOrderTheyWereMadeIn() {
        var ids = new Ids(() -> NOW, new SplittableRandom(1));

        var made = Stream.generate(ids::audit).limit(10_000).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void carriesWhenTheHigherDigitsAreSpent() {
        var highest = new Ids(() -> NOW, new Constant(31));

        var first = highest.audit().value();
        var second = highest.audit().value();

        assertThat(first).endsWith("z".repeat(16));
        assertThat(second).isGreaterThan(first).endsWith("0".repeat(8) + "z".repeat(8));
    }

    @Test
    void startsAnewInTheNextMillisecond() {
        var now = new Instant[] {NOW};
        var ids = new Ids(() -> now[0], new Constant(7));

        var first = ids.audit().value();
        now[0] = NOW.plusMillis(1);
        var second = ids.audit().value();

        assertThat(first).endsWith("7".repeat(16));
        assertThat(second).isGreaterThan(first).endsWith("7".repeat(16));
    }

    private record Constant(int digit) implements RandomGenerator {
        @Override
        public int nextInt(int bound) {
            return digit;
        }

        @Override
        public long nextLong() {
            return digit;
        }
    }
}
