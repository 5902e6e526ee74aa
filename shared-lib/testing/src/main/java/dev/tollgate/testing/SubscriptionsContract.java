package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.event.Subscription;
import dev.tollgate.domain.event.Subscriptions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every record of subscriptions keeps to. Each test has an organisation of its own. */
public interface SubscriptionsContract {
    Ids IDS = new Ids(InstantSource.system(), new SecureRandom());
    Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    /** The record under test. */
    Subscriptions subscriptions();

    @Test
    default void findsWhatWasAdded() {
        var one = subscription(IDS.organisation());

        assertThat(subscriptions().add(one)).isTrue();

        assertThat(subscriptions().find(one.organisation(), one.id())).contains(one);
        assertThat(subscriptions().find(IDS.organisation(), one.id())).isEmpty();
        assertThat(subscriptions().list(IDS.organisation())).isEmpty();
    }

    @Test
    default void takesSoManyOfAnOrganisation() {
        var organisation = IDS.organisation();
        for (int i = 0; i < Subscription.MOST; i++) {
            assertThat(subscriptions().add(subscription(organisation))).isTrue();
        }

        assertThat(subscriptions().add(subscription(organisation))).isFalse();

        assertThat(subscriptions().list(organisation))
                .hasSize(Subscription.MOST)
                .isSortedAccordingTo(Comparator.comparing(Subscription::id));
    }

    @Test
    default void replacesTheVersionBeforeOnly() {
        var one = subscription(IDS.organisation());
        subscriptions().add(one);
        var next = next(one, Set.of(), Optional.of("paused"));

        assertThat(subscriptions().replace(next)).isTrue();
        assertThat(subscriptions().replace(next)).isFalse();

        assertThat(subscriptions().find(one.organisation(), one.id())).contains(next);
    }

    @Test
    default void removesOnce() {
        var one = subscription(IDS.organisation());
        subscriptions().add(one);

        assertThat(subscriptions().remove(IDS.organisation(), one.id())).isFalse();
        assertThat(subscriptions().remove(one.organisation(), one.id())).isTrue();
        assertThat(subscriptions().remove(one.organisation(), one.id())).isFalse();
        assertThat(subscriptions().find(one.organisation(), one.id())).isEmpty();
        assertThat(subscriptions().failed(one.organisation(), one.id(), NOW)).isEmpty();
        subscriptions().succeeded(one.organisation(), one.id());
        assertThat(subscriptions().find(one.organisation(), one.id())).isEmpty();
    }

    @Test
    default void remembersSinceWhenItFails() {
        var one = subscription(IDS.organisation());
        subscriptions().add(one);

        subscriptions().failed(one.organisation(), one.id(), NOW);
        var later = subscriptions().failed(one.organisation(), one.id(), NOW.plusSeconds(60));

        assertThat(later.orElseThrow().failingSince()).contains(NOW);
        assertThat(subscriptions().replace(next(one, Set.of(), Optional.empty()))).isTrue();
        assertThat(subscriptions().find(one.organisation(), one.id()).orElseThrow().failingSince())
                .contains(NOW);
        subscriptions().succeeded(one.organisation(), one.id());
        assertThat(subscriptions().find(one.organisation(), one.id()).orElseThrow().failingSince())
                .isEmpty();
    }

    @Test
    default void disablesOnce() {
        var one = subscription(IDS.organisation());
        subscriptions().add(one);

        assertThat(subscriptions().disable(one.organisation(), one.id(), "failing", NOW)).isTrue();
        assertThat(subscriptions().disable(one.organisation(), one.id(), "again", NOW)).isFalse();

        var disabled = subscriptions().find(one.organisation(), one.id()).orElseThrow();
        assertThat(disabled.disabled()).contains("failing");
        assertThat(disabled.version()).isEqualTo(one.version() + 1);
        assertThat(subscriptions().replace(next(one, Set.of(), Optional.empty()))).isFalse();
    }

    @Test
    default void startsAfreshOnceItIsDisabled() {
        var one = subscription(IDS.organisation());
        subscriptions().add(one);
        var organisation = one.organisation();
        subscriptions().failed(organisation, one.id(), NOW);
        subscriptions().disable(organisation, one.id(), "failing", NOW);

        assertThat(subscriptions().failed(organisation, one.id(), NOW)).isEmpty();

        var disabled = subscriptions().find(organisation, one.id()).orElseThrow();
        assertThat(disabled.failingSince()).isEmpty();
        var active = next(disabled, Set.of(), Optional.empty());
        subscriptions().replace(active);
        assertThat(subscriptions().find(organisation, one.id())).contains(active);

        subscriptions().failed(organisation, one.id(), NOW);
        subscriptions().replace(next(active, Set.of(), Optional.of("paused")));

        assertThat(subscriptions().find(organisation, one.id()).orElseThrow().failingSince())
                .isEmpty();
    }

    private static Subscription subscription(OrganisationId organisation) {
        return new Subscription(
                IDS.subscription(),
                organisation,
                "https://hooks.example.com/…",
                "books",
                Set.of(EventType.INVOCATION_COMPLETED, EventType.BUDGET_WARNING),
                Optional.of(IDS.agent()),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.empty(),
                1,
                "usr_admin",
                NOW,
                NOW);
    }

    private static Subscription next(
            Subscription it, Set<EventType> types, Optional<String> disabled) {
        return new Subscription(
                it.id(),
                it.organisation(),
                it.endpoint(),
                it.description(),
                types,
                Optional.empty(),
                disabled,
                it.failingSince(),
                2,
                Optional.of(NOW),
                it.version() + 1,
                it.createdBy(),
                it.createdAt(),
                NOW.plusSeconds(5));
    }
}
