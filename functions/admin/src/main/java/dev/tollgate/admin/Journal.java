package dev.tollgate.admin;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.identity.Principal;
import java.time.InstantSource;
import java.util.Map;

/** Records what is about to happen. What cannot be recorded does not happen. */
final class Journal {
    private final Audit audit;
    private final InstantSource clock;
    private final Ids ids;

    Journal(Audit audit, InstantSource clock, Ids ids) {
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    void record(Principal actor, String type, String subject, Map<String, String> details) {
        record(actor.organisation(), actor.id(), type, subject, details);
    }

    void record(
            OrganisationId organisation,
            String actor,
            String type,
            String subject,
            Map<String, String> details) {
        audit.record(
                new AuditEvent(
                        ids.audit(), organisation, clock.instant(), type, actor, subject, details));
    }
}
