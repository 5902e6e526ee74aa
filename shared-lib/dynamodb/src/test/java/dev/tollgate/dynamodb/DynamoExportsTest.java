package dev.tollgate.dynamodb;

import dev.tollgate.domain.audit.Exports;
import dev.tollgate.testing.ExportsContract;

final class DynamoExportsTest extends ExportsContract {
    private final Exports exports = new DynamoExports(LocalTables.shared());

    @Override
    protected Exports exports() {
        return exports;
    }
}
