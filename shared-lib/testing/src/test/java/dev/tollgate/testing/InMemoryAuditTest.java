package dev.tollgate.testing;

import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditTrail;

final class InMemoryAuditTest implements AuditContract {
    private final InMemoryAudit audit = new InMemoryAudit();

    @Override
    public Audit audit() {
        return audit;
    }

    @Override
    public AuditTrail trail() {
        return audit;
    }
}
