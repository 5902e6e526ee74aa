package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.identity.Scope;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ApiKeys} does. Each test uses organisations of its own. */
public interface ApiKeysContract {
    Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    ApiKeys keys();

    @Test
    default void givesBackAKeyAsItWasAdded() {
        var keys = keys();
        var full = key(IDS.organisation());
        var bare =
                new ApiKey(
                        IDS.apiKey(),
                        full.organisation(),
                        "bare",
                        full.secretHash(),
                        Set.of(),
                        Optional.empty(),
                        "usr_admin",
                        full.createdAt(),
                        Optional.empty());

        keys.add(full);
        keys.add(bare);

        assertThat(keys.find(full.id())).contains(full);
        assertThat(keys.find(bare.id())).contains(bare);
        assertThat(keys.find(IDS.apiKey())).isEmpty();
    }

    @Test
    default void refusesASecondKeyWithTheSameId() {
        var keys = keys();
        var key = key(IDS.organisation());
        var intruder = key(IDS.organisation());
        keys.add(key);

        assertThatThrownBy(() ->
                        keys.add(
                                new ApiKey(
                                        key.id(),
                                        intruder.organisation(),
                                        intruder.name(),
                                        intruder.secretHash(),
                                        intruder.scopes(),
                                        intruder.team(),
                                        intruder.createdBy(),
                                        intruder.createdAt(),
                                        intruder.expiresAt())))
                .isInstanceOf(RuntimeException.class);
        assertThat(keys.find(key.id())).contains(key);
    }

    @Test
    default void listsTheKeysOfOneOrganisationPageByPage() {
        var keys = keys();
        var organisation = IDS.organisation();
        var added =
                IntStream.range(0, 5)
                        .mapToObj(_ -> key(organisation))
                        .sorted((a, b) -> a.id().compareTo(b.id()))
                        .toList();
        added.forEach(keys::add);
        keys.add(key(IDS.organisation()));

        var first = keys.list(organisation, PageRequest.first(2));
        var second = keys.list(organisation, new PageRequest(2, first.next()));
        var third = keys.list(organisation, new PageRequest(2, second.next()));

        assertThat(List.of(first.items(), second.items(), third.items()))
                .isEqualTo(List.of(added.subList(0, 2), added.subList(2, 4), added.subList(4, 5)));
        assertThat(third.next()).isEmpty();
    }

    @Test
    default void saysThatAFullLastPageIsTheLast() {
        var keys = keys();
        var key = key(IDS.organisation());
        keys.add(key);

        var page = keys.list(key.organisation(), PageRequest.first(1));

        assertThat(page).isEqualTo(new Page<>(List.of(key), Optional.empty()));
    }

    @Test
    default void removesAKeyOnce() {
        var keys = keys();
        var key = key(IDS.organisation());
        keys.add(key);

        assertThat(keys.remove(key.organisation(), key.id())).isTrue();
        assertThat(keys.remove(key.organisation(), key.id())).isFalse();
        assertThat(keys.find(key.id())).isEmpty();
        assertThat(keys.list(key.organisation(), PageRequest.first(1)).items()).isEmpty();
    }

    @Test
    default void keepsAKeyFromBeingRemovedByAnotherOrganisation() {
        var keys = keys();
        var key = key(IDS.organisation());
        keys.add(key);

        assertThat(keys.remove(IDS.organisation(), key.id())).isFalse();
        assertThat(keys.find(key.id())).contains(key);
    }

    private static ApiKey key(OrganisationId organisation) {
        return new ApiKey(
                IDS.apiKey(),
                organisation,
                "nightly report",
                "0123456789abcdef".repeat(4),
                Set.of(Scope.AGENTS_INVOKE, Scope.AGENTS_READ),
                Optional.of("finance"),
                "usr_admin",
                Instant.parse("2026-03-02T09:00:00Z"),
                Optional.of(Instant.parse("2027-03-02T09:00:00.123Z")));
    }
}
