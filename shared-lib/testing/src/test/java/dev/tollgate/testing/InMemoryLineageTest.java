package dev.tollgate.testing;

import dev.tollgate.domain.lineage.Lineage;

final class InMemoryLineageTest implements LineageContract {
    private final Lineage lineage = new InMemoryLineage();

    @Override
    public Lineage lineage() {
        return lineage;
    }
}
