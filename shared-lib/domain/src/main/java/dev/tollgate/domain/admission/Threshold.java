package dev.tollgate.domain.admission;

import java.util.Locale;

/** A share of a budget that is worth telling about, once in a period. */
public enum Threshold {
    WARNING,
    DEGRADED,
    EXHAUSTED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
