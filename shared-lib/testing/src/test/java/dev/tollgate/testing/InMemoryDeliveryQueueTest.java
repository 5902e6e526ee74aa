package dev.tollgate.testing;

import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import java.util.List;

final class InMemoryDeliveryQueueTest implements DeliveryQueueContract {
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();

    @Override
    public DeliveryQueue queue() {
        return queue;
    }

    @Override
    public List<DeliveryOrder> received() {
        return queue.waiting().stream().map(InMemoryDeliveryQueue.Sent::order).toList();
    }

    @Override
    public List<InMemoryDeliveryQueue.Buried> unearthed() {
        return queue.buried();
    }
}
