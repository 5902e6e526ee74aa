package dev.tollgate.domain.event;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The subscriptions of organisations, at most {@link Subscription#MOST} each. */
public interface Subscriptions {
    /** Adds it, and answers whether there was room for it. */
    boolean add(Subscription subscription);

    /**
     * Replaces it if it still is at the version before, but for what {@link #failed} and {@link
     * #succeeded} keep; of one that is disabled that ends, so that it starts afresh one day.
     */
    boolean replace(Subscription subscription);

    Optional<Subscription> find(OrganisationId organisation, SubscriptionId id);

    /** All of an organisation, oldest first. */
    List<Subscription> list(OrganisationId organisation);

    /** Answers whether there was one. */
    boolean remove(OrganisationId organisation, SubscriptionId id);

    /**
     * A delivery to it failed for good.
     *
     * @return how it stands now; empty if it is gone or disabled
     */
    Optional<Subscription> failed(OrganisationId organisation, SubscriptionId id, Instant at);

    /** What failed is forgiven: a delivery arrived, or they go elsewhere from now on. */
    void succeeded(OrganisationId organisation, SubscriptionId id);

    /**
     * Disables it, once.
     *
     * @return whether it was active until now
     */
    boolean disable(OrganisationId organisation, SubscriptionId id, String why, Instant at);
}
