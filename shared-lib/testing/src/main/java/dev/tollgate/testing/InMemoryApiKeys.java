package dev.tollgate.testing;

import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.ApiKeys;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The twin of {@link ApiKeys}. */
public final class InMemoryApiKeys implements ApiKeys {
    private final ConcurrentSkipListMap<ApiKeyId, ApiKey> all = new ConcurrentSkipListMap<>();

    @Override
    public void add(ApiKey key) {
        if (all.putIfAbsent(key.id(), key) != null) {
            throw new IllegalStateException("there is a key " + key.id() + " already");
        }
    }

    @Override
    public Optional<ApiKey> find(ApiKeyId id) {
        return Optional.ofNullable(all.get(id));
    }

    @Override
    public Page<ApiKey> list(OrganisationId organisation, PageRequest page) {
        var of = all.values().stream().filter(key -> key.organisation().equals(organisation));
        return Pages.cut(of.toList(), page, key -> key.id().value());
    }

    @Override
    public boolean remove(OrganisationId organisation, ApiKeyId id) {
        return find(id).filter(key -> key.organisation().equals(organisation))
                .filter(key -> all.remove(id, key))
                .isPresent();
    }
}
