package dev.tollgate.domain.measure;

import dev.tollgate.domain.admission.CountersDown;
import java.util.List;
import java.util.SortedMap;

/** Whole numbers that all functions count up together: fast, and losable. */
public interface Tallies {
    /**
     * Adds all of it, once, however often it is tried: so whoever does not know whether it was
     * added tries again.
     *
     * @return whether this call added it
     * @throws CountersDown if it is not known whether it was added
     */
    boolean add(Batch batch);

    /**
     * The entries of each sheet, in the order asked for; none where nothing was ever added, or not
     * for as long as the sheet is kept.
     *
     * @throws CountersDown if they do not answer
     */
    List<SortedMap<String, Long>> read(List<Sheet> sheets);
}
