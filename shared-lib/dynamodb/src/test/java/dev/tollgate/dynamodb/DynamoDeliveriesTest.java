package dev.tollgate.dynamodb;

import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.testing.DeliveriesContract;

final class DynamoDeliveriesTest implements DeliveriesContract {
    private final Deliveries deliveries = new DynamoDeliveries(LocalTables.shared());

    @Override
    public Deliveries deliveries() {
        return deliveries;
    }
}
