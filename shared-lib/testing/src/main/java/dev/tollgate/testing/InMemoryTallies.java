package dev.tollgate.testing;

import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.measure.Batch;
import dev.tollgate.domain.measure.Increment;
import dev.tollgate.domain.measure.Sheet;
import dev.tollgate.domain.measure.Tallies;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tallies in maps; can be down, as the real ones. It keeps every sheet always. */
public final class InMemoryTallies implements Tallies {
    private final Map<String, TreeMap<String, Long>> sheets = new HashMap<>();
    private final Map<String, Long> last = new HashMap<>();
    private final InstantSource clock;
    private boolean down;

    public InMemoryTallies(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public synchronized boolean add(Batch batch) {
        check();
        if (last.getOrDefault(batch.writer(), 0L) >= batch.number()) {
            return false;
        }
        last.put(batch.writer(), batch.number());
        batch.increments().forEach(this::add);
        return true;
    }

    private void add(Increment increment) {
        var sheet = increment.sheet();
        var entries = sheets.computeIfAbsent(sheet.name(), _ -> new TreeMap<>());
        if (sheet.kept().isEmpty()) {
            entries.putIfAbsent(Sheet.BEGAN, clock.instant().getEpochSecond());
        }
        var fits = entries.containsKey(increment.entry()) || entries.size() < sheet.most();
        entries.merge(fits ? increment.entry() : increment.otherwise(), increment.by(), Long::sum);
    }

    @Override
    public synchronized List<SortedMap<String, Long>> read(List<Sheet> asked) {
        check();
        return asked.stream()
                .<SortedMap<String, Long>>map(
                        sheet -> new TreeMap<>(sheets.getOrDefault(sheet.name(), new TreeMap<>())))
                .toList();
    }

    private void check() {
        if (down) {
            throw new CountersDown("switched off by the test");
        }
    }
}
