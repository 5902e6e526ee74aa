package dev.tollgate.dynamodb;

import dev.tollgate.domain.admission.Limits;
import dev.tollgate.testing.LimitsContract;

final class DynamoLimitsTest extends LimitsContract {
    private static final Limits LIMITS = new DynamoLimits(LocalTables.shared());

    @Override
    protected Limits limits() {
        return LIMITS;
    }
}
