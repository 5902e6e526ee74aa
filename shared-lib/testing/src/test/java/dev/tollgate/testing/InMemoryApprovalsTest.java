package dev.tollgate.testing;

import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.lineage.Lineage;

final class InMemoryApprovalsTest extends ApprovalsContract {
    private final Lineage lineage = new InMemoryLineage();
    private final Approvals approvals = new InMemoryApprovals(lineage);

    @Override
    protected Approvals approvals() {
        return approvals;
    }

    @Override
    protected Lineage lineage() {
        return lineage;
    }
}
