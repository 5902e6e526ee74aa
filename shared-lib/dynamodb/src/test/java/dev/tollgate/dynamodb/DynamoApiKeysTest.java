package dev.tollgate.dynamodb;

import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.testing.ApiKeysContract;

final class DynamoApiKeysTest implements ApiKeysContract {
    private final ApiKeys keys = new DynamoApiKeys(LocalTables.shared());

    @Override
    public ApiKeys keys() {
        return keys;
    }
}
