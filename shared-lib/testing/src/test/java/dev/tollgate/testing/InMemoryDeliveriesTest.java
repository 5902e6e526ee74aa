package dev.tollgate.testing;

import dev.tollgate.domain.delivery.Deliveries;

final class InMemoryDeliveriesTest implements DeliveriesContract {
    private final Deliveries deliveries = new InMemoryDeliveries();

    @Override
    public Deliveries deliveries() {
        return deliveries;
    }
}
