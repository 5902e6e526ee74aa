package dev.tollgate.dynamodb;

import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.testing.ApprovalsContract;
import java.security.SecureRandom;
import java.time.InstantSource;

final class DynamoApprovalsTest extends ApprovalsContract {
    private final Lineage lineage = new DynamoLineage(LocalTables.shared());
    private final Approvals approvals =
            new DynamoApprovals(LocalTables.shared(), InstantSource.system(), new SecureRandom());

    @Override
    protected Approvals approvals() {
        return approvals;
    }

    @Override
    protected Lineage lineage() {
        return lineage;
    }
}
