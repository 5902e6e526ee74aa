package dev.tollgate.registration;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.SubscriptionId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.identity.Principal;
import java.time.InstantSource;
import java.util.Map;

/** Tells the audit what is about to be done to subscriptions: names of fields, never values. */
final class SubscriptionJournal {
    private final Audit audit;
    private final Ids ids;
    private final InstantSource clock;

    SubscriptionJournal(Audit audit, Ids ids, InstantSource clock) {
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** One act of somebody: however often it is begun anew, it stands once. */
    final class Act {
        private final AuditEvent event;
        private boolean recorded;

        private Act(AuditEvent event) {
            this.event = event;
        }

        /** Before the effect. */
        void record(Map<String, String> details) {
            if (!recorded) {
                audit.record(
                        new AuditEvent(
                                event.id(),
                                event.organisation(),
                                event.at(),
                                event.type(),
                                event.actor(),
                                event.subject(),
                                details));
                recorded = true;
            }
        }
    }

    Act act(Principal by, SubscriptionId id, String type) {
        return new Act(
                new AuditEvent(
                        ids.audit(),
                        by.organisation(),
                        clock.instant(),
                        "webhook." + type,
                        by.id(),
                        id.value(),
                        Map.of()));
    }
}
