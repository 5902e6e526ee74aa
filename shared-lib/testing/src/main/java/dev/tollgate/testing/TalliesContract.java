package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.measure.Batch;
import dev.tollgate.domain.measure.Increment;
import dev.tollgate.domain.measure.Sheet;
import dev.tollgate.domain.measure.Tallies;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What all tallies keep to. Each test has writers and sheets of its own. */
public abstract class TalliesContract {
    private static final int THREADS = 32;
    private static final int BATCHES = 20;

    private final String own =
            new Ids(InstantSource.system(), new SecureRandom()).organisation().value();
    private final Sheet sheet = new Sheet("test:" + own, 100, Optional.of(Duration.ofMinutes(1)));

    protected abstract Tallies tallies();

    @Test
    void addsUpWhatSeveralWritersHaveCounted() {
        tallies().add(batch("one", 1, increment("a", 2), increment("b", 1)));
        tallies().add(batch("two", 1, increment("a", 3)));

        assertThat(entries(sheet)).isEqualTo(Map.of("a", 5L, "b", 1L));
    }

    @Test
    void addsABatchOnceHoweverOftenItIsTried() {
        var batch = batch("one", 1, increment("a", 2));

        assertThat(tallies().add(batch)).isTrue();
        assertThat(tallies().add(batch)).isFalse();
        assertThat(tallies().add(batch("one", 2, increment("a", 1)))).isTrue();
        assertThat(tallies().add(batch)).isFalse();
        assertThat(entries(sheet)).isEqualTo(Map.of("a", 3L));
    }

    @Test
    void countsElsewhereWhatASheetHasNoRoomFor() {
        var small = new Sheet("small:" + own, 2, Optional.of(Duration.ofMinutes(1)));

        tallies()
                .add(
                        batch(
                                "one",
                                1,
                                new Increment(small, "a", "other", 1),
                                new Increment(small, "b", "other", 1),
                                new Increment(small, "c", "other", 4),
                                new Increment(small, "d", "other", 5),
                                new Increment(small, "a", "other", 1)));

        assertThat(entries(small)).isEqualTo(Map.of("a", 2L, "b", 1L, "other", 9L));
    }

    @Test
    void remembersWhenASheetThatIsKeptAlwaysBegan() {
        var always = new Sheet("always:" + own, 10, Optional.empty());
        tallies().add(batch("one", 1, new Increment(always, "a", "other", 1)));
        long began = entries(always).getOrDefault(Sheet.BEGAN, -1L);

        tallies().add(batch("one", 2, new Increment(always, "a", "other", 1)));

        assertThat(Instant.ofEpochSecond(began))
                .isBetween(Instant.EPOCH, InstantSource.system().instant());
        assertThat(entries(always)).isEqualTo(Map.of("a", 2L, Sheet.BEGAN, began));
    }

    @Test
    void readsSheetsInTheOrderAskedForAndNothingWhereNothingIs() {
        tallies().add(batch("one", 1, increment("a", 1)));
        var empty = new Sheet("empty:" + own, 1, Optional.empty());

        assertThat(tallies().read(List.of(empty, sheet, empty)))
                .containsExactly(new TreeMap<>(), new TreeMap<>(Map.of("a", 1L)), new TreeMap<>());
        assertThat(tallies().read(List.of())).isEmpty();
    }

    @Test
    void addsUpExactlyHoweverManyWriteAndRepeatThemselves() throws Exception {
        Race.of(
                THREADS,
                thread ->
                        () -> {
                            for (int number = 1; number <= BATCHES; number++) {
                                var batch =
                                        batch(
                                                "writer" + thread,
                                                number,
                                                increment("a", 1),
                                                increment("of" + thread % 4, 2));
                                tallies().add(batch);
                                tallies().add(batch);
                            }
                            return true;
                        });

        long each = 2L * BATCHES * THREADS / 4;
        assertThat(entries(sheet))
                .isEqualTo(
                        Map.of(
                                "a", (long) THREADS * BATCHES,
                                "of0", each,
                                "of1", each,
                                "of2", each,
                                "of3", each));
    }

    protected Sheet sheet() {
        return sheet;
    }

    protected Batch batch(String writer, long number, Increment... increments) {
        return new Batch(own + writer, number, List.of(increments));
    }

    protected Increment increment(String entry, long by) {
        return new Increment(sheet, entry, "other", by);
    }

    private SortedMap<String, Long> entries(Sheet of) {
        return tallies().read(List.of(of)).getFirst();
    }
}
