package dev.tollgate.domain.policy.condition;

import dev.tollgate.domain.Money;

/** Holds if the call is expected to cost more than a bound; the bound itself is not above it. */
public record CostAbove(Money bound, boolean negate) implements Condition {
    @Override
    public String type() {
        return "cost";
    }

    @Override
    public CostAbove opposite() {
        return new CostAbove(bound, !negate);
    }

    @Override
    public Truth test(PolicyRequest request) {
        return Truth.of(request.estimated().compareTo(bound) > 0);
    }

    @Override
    public String describe(PolicyRequest request) {
        return "estimated cost is " + request.estimated() + ", bound " + bound;
    }
}
