package dev.tollgate.measure;

import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.measure.Batch;
import dev.tollgate.domain.measure.Sheet;
import dev.tollgate.domain.measure.Tallies;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;

/** Adds everything, and loses the answer where it is told to. */
record Lossy(Tallies tallies, BooleanSupplier loses) implements Tallies {
    @Override
    public boolean add(Batch batch) {
        boolean added = tallies.add(batch);
        if (loses.getAsBoolean()) {
            throw new CountersDown("the answer was lost");
        }
        return added;
    }

    @Override
    public List<SortedMap<String, Long>> read(List<Sheet> sheets) {
        return tallies.read(sheets);
    }
}
