package dev.tollgate.dynamodb;

import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.testing.LineageContract;

final class DynamoLineageTest implements LineageContract {
    private final Lineage lineage = new DynamoLineage(LocalTables.shared());

    @Override
    public Lineage lineage() {
        return lineage;
    }
}
