package dev.tollgate.dynamodb;

import dev.tollgate.domain.delivery.Circuits;
import dev.tollgate.testing.CircuitsContract;

final class DynamoCircuitsTest extends CircuitsContract {
    private final Circuits circuits = new DynamoCircuits(LocalTables.shared());

    @Override
    protected Circuits circuits() {
        return circuits;
    }
}
