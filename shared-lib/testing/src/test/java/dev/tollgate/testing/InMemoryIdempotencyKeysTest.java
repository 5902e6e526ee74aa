package dev.tollgate.testing;

import dev.tollgate.domain.lineage.IdempotencyKeys;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

final class InMemoryIdempotencyKeysTest implements IdempotencyKeysContract {
    private final Map<IdempotencyKeys.Key, InMemoryIdempotencyKeys.Entry> entries =
            new ConcurrentHashMap<>();

    @Override
    public IdempotencyKeys keys(InstantSource clock) {
        return new InMemoryIdempotencyKeys(clock, entries);
    }
}
