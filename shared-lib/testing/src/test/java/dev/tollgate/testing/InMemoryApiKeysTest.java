package dev.tollgate.testing;

import dev.tollgate.domain.identity.ApiKeys;

final class InMemoryApiKeysTest implements ApiKeysContract {
    private final ApiKeys keys = new InMemoryApiKeys();

    @Override
    public ApiKeys keys() {
        return keys;
    }
}
