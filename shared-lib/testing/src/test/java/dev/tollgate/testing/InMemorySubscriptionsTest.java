package dev.tollgate.testing;

import dev.tollgate.domain.event.Subscriptions;

final class InMemorySubscriptionsTest implements SubscriptionsContract {
    private final InMemorySubscriptions subscriptions = new InMemorySubscriptions();

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }
}
