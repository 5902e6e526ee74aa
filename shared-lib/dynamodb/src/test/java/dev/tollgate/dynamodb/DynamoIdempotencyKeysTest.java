package dev.tollgate.dynamodb;

import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.testing.IdempotencyKeysContract;
import java.time.InstantSource;

final class DynamoIdempotencyKeysTest implements IdempotencyKeysContract {
    @Override
    public IdempotencyKeys keys(InstantSource clock) {
        return new DynamoIdempotencyKeys(LocalTables.shared(), clock);
    }
}
