package dev.tollgate.testing;

import dev.tollgate.domain.delivery.Circuits;

final class InMemoryCircuitsTest extends CircuitsContract {
    private final Circuits circuits = new InMemoryCircuits();

    @Override
    protected Circuits circuits() {
        return circuits;
    }
}
