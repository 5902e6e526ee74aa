package dev.tollgate.registration;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.event.Subscriptions;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.domain.outbound.WebhookUrls;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Adds a subscription: the audit, its secret, then its row. */
final class Subscribe {
    private final Subscriptions subscriptions;
    private final Credentials credentials;
    private final SubscriptionJournal journal;
    private final Ids ids;
    private final InstantSource clock;
    private final RandomGenerator random;

    Subscribe(RegistrationFunction.Ports ports, SubscriptionJournal journal, Ids ids) {
        this.subscriptions = ports.subscriptions();
        this.credentials = ports.credentials();
        this.journal = journal;
        this.ids = ids;
        this.clock = ports.clock();
        this.random = ports.random();
    }

    sealed interface Outcome {
        /**
         * It is there now.
         *
         * @param secret to be shown, this once
         */
        record Added(Subscription subscription, SigningSecret secret) implements Outcome {}

        /** The organisation has as many as it may have. */
        record Full() implements Outcome {}
    }

    Outcome run(Principal by, SubscriptionDraft draft) {
        if (subscriptions.list(by.organisation()).size() >= Subscription.MOST) {
            return new Outcome.Full();
        }
        var subscription = subscription(by, ids.subscription(), draft);
        var secret = SigningSecret.mint(random);
        journal.act(by, subscription.id(), "created").record(Map.of());
        // The secret first: a row without a secret would be a subscription that fails, while a
        // secret without a row is one that nobody finds, under an id that is never used again.
        credentials.create(
                subscription.organisation(),
                subscription.id(),
                new AgentSecret(
                        1,
                        Optional.of(draft.url()),
                        new OutboundAuth.None(),
                        List.of(secret),
                        Optional.empty()));
        if (!subscriptions.add(subscription)) {
            credentials.remove(subscription.organisation(), subscription.id());
            return new Outcome.Full();
        }
        return new Outcome.Added(subscription, secret);
    }

    private Subscription subscription(Principal by, SubscriptionId id, SubscriptionDraft draft) {
        var now = clock.instant();
        return new Subscription(
                id,
                by.organisation(),
                WebhookUrls.masked(draft.url()),
                draft.description(),
                draft.types(),
                draft.agent(),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.empty(),
                1,
                by.id(),
                now,
                now);
    }
}
