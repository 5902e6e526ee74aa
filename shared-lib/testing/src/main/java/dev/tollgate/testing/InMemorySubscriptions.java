package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.event.Subscriptions;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The twin of the subscriptions' table. */
public final class InMemorySubscriptions implements Subscriptions {
    private final NavigableMap<SubscriptionId, Subscription> rows = new TreeMap<>();

    @Override
    public synchronized boolean add(Subscription subscription) {
        if (list(subscription.organisation()).size() >= Subscription.MOST) {
            return false;
        }
        rows.put(subscription.id(), subscription);
        return true;
    }

    @Override
    public synchronized boolean replace(Subscription next) {
        var before =
                find(next.organisation(), next.id())
                        .filter(it -> it.version() == next.version() - 1);
        before.ifPresent(it ->
                rows.put(
                        next.id(),
                        failing(next, next.isActive() ? it.failingSince() : Optional.empty())));
        return before.isPresent();
    }

    @Override
    public synchronized Optional<Subscription> find(
            OrganisationId organisation, SubscriptionId id) {
        return Optional.ofNullable(rows.get(id))
                .filter(it -> it.organisation().equals(organisation));
    }

    @Override
    public synchronized List<Subscription> list(OrganisationId organisation) {
        return rows.values().stream().filter(it -> it.organisation().equals(organisation)).toList();
    }

    @Override
    public synchronized boolean remove(OrganisationId organisation, SubscriptionId id) {
        return find(organisation, id).map(it -> rows.remove(it.id())).isPresent();
    }

    @Override
    public synchronized Optional<Subscription> failed(
            OrganisationId organisation, SubscriptionId id, Instant at) {
        find(organisation, id)
                .filter(it -> it.isActive() && it.failingSince().isEmpty())
                .ifPresent(it -> rows.put(id, failing(it, Optional.of(at))));
        return find(organisation, id).filter(Subscription::isActive);
    }

    @Override
    public synchronized void succeeded(OrganisationId organisation, SubscriptionId id) {
        find(organisation, id).ifPresent(it -> rows.put(id, failing(it, Optional.empty())));
    }

    @Override
    public synchronized boolean disable(
            OrganisationId organisation, SubscriptionId id, String why, Instant at) {
        var active = find(organisation, id).filter(Subscription::isActive);
        active.ifPresent(it ->
                rows.put(
                        id,
                        new Subscription(
                                it.id(),
                                it.organisation(),
                                it.endpoint(),
                                it.description(),
                                it.types(),
                                it.agent(),
                                Optional.of(why),
                                Optional.empty(),
                                it.credentialVersion(),
                                it.rotatedAt(),
                                it.version() + 1,
                                it.createdBy(),
                                it.createdAt(),
                                at)));
        return active.isPresent();
    }

    private static Subscription failing(Subscription it, Optional<Instant> since) {
        return new Subscription(
                it.id(),
                it.organisation(),
                it.endpoint(),
                it.description(),
                it.types(),
                it.agent(),
                it.disabled(),
                since,
                it.credentialVersion(),
                it.rotatedAt(),
                it.version(),
                it.createdBy(),
                it.createdAt(),
                it.updatedAt());
    }
}
