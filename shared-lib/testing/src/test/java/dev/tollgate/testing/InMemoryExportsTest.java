package dev.tollgate.testing;

import dev.tollgate.domain.audit.Exports;

final class InMemoryExportsTest extends ExportsContract {
    private final Exports exports = new InMemoryExports();

    @Override
    protected Exports exports() {
        return exports;
    }
}
