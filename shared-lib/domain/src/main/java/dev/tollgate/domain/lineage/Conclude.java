package dev.tollgate.domain.lineage;

import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.CountersDown;

/**
 * Ends an invocation: the row first, then the money. Whoever stops between the two leaves a
 * reservation that is settled by the row, by whoever takes up the work or by maintenance; whoever
 * comes second changes nothing.
 */
public final class Conclude {
    private final Lineage lineage;
    private final Counters counters;

    public Conclude(Lineage lineage, Counters counters) {
        this.lineage = lineage;
        this.counters = counters;
    }

    /** Whether this call was the one that ended it. */
    public boolean conclude(Invocation open, Ending ending) {
        var over = open.ended(ending.status(), ending.cost(), ending.outcome());
        if (!lineage.replaceOpen(over)) {
            return false;
        }
        settle(over);
        return true;
    }

    /** The money of one that is over, in case whoever ended it died before that. */
    public void settle(Invocation over) {
        try {
            counters.settle(over.reservation(), over.cost());
        } catch (CountersDown down) {
            // The reservation stays: maintenance settles it by the row once the counters are back.
        }
    }
}
