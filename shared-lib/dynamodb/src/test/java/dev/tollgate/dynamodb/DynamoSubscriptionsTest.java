package dev.tollgate.dynamodb;

import dev.tollgate.domain.event.Subscriptions;
import dev.tollgate.testing.SubscriptionsContract;

final class DynamoSubscriptionsTest implements SubscriptionsContract {
    private final Subscriptions subscriptions = new DynamoSubscriptions(LocalTables.shared());

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }
}
