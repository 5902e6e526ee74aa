package dev.tollgate.testing;

import dev.tollgate.domain.admission.Limits;

final class InMemoryLimitsTest extends LimitsContract {
    private final Limits limits = new InMemoryLimits();

    @Override
    protected Limits limits() {
        return limits;
    }
}
