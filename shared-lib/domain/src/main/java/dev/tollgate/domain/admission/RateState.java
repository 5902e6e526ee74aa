package dev.tollgate.domain.admission;

/** How far a rate limit is used, this call included. */
public record RateState(RateRule rule, int used) {
    public int remaining() {
        return Math.max(0, rule.calls() - used);
    }
}
