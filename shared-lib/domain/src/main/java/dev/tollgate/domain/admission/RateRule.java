package dev.tollgate.domain.admission;

/** At most {@code calls} in any interval of the window's length. */
public record RateRule(LimitScope scope, Window window, int calls) {
    public RateRule {
        if (calls < 1) {
            throw new IllegalArgumentException("not a limit: " + calls + " calls");
        }
    }

    /** For example {@code agent-minute}: the name of the limit in headers and problems. */
    public String name() {
        return scope.kind().text() + "-" + window.text();
    }
}
