package dev.tollgate.registration;

import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.event.Subscriptions;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.outbound.Credentials;
import java.util.Map;

/** Removes a subscription: its row, so that nothing is sent any more, then its secret. */
final class Unsubscribe {
    private final Subscriptions subscriptions;
    private final Credentials credentials;
    private final SubscriptionJournal journal;

    Unsubscribe(RegistrationFunction.Ports ports, SubscriptionJournal journal) {
        this.subscriptions = ports.subscriptions();
        this.credentials = ports.credentials();
        this.journal = journal;
    }

    /** Whether there was one. */
    boolean run(Principal by, SubscriptionId id) {
        if (subscriptions.find(by.organisation(), id).isEmpty()) {
            return false;
        }
        journal.act(by, id, "deleted").record(Map.of());
        subscriptions.remove(by.organisation(), id);
        credentials.remove(by.organisation(), id);
        return true;
    }
}
