package dev.tollgate.dynamodb;

import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.testing.AuditContract;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

final class DynamoAuditTest implements AuditContract {
    private final Audit audit =
            new DynamoAudit(
                    LocalTables.shared(),
                    Duration.ofDays(400),
                    InstantSource.system(),
                    new SecureRandom());
    private final AuditTrail trail = new DynamoAuditTrail(LocalTables.shared());

    @Override
    public Audit audit() {
        return audit;
    }

    @Override
    public AuditTrail trail() {
        return trail;
    }
}
