package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import java.util.List;

final class InMemoryAuditTest implements AuditContract {
    private final InMemoryAudit audit = new InMemoryAudit();

    @Override
    public Audit audit() {
        return audit;
    }

    @Override
    public List<AuditEvent> recorded(OrganisationId organisation) {
        return audit.all().stream()
                .filter(event -> event.organisation().equals(organisation))
                .toList();
    }
}
