package dev.tollgate.audit;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.identity.Principal;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Tells the audit what is about to be done with it. */
final class Journal {
    private final Audit audit;
    private final InstantSource clock;
    private final Ids ids;

    Journal(Audit audit, InstantSource clock, RandomGenerator random) {
        this.audit = audit;
        this.clock = clock;
        ids = new Ids(clock, random);
    }

    void record(Principal by, String type, Map<String, String> details) {
        audit.record(
                new AuditEvent(
                        ids.audit(),
                        by.organisation(),
                        clock.instant(),
                        type,
                        by.id(),
                        by.organisation().value(),
                        details));
    }
}
