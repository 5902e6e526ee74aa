package dev.tollgate.governance;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.policy.Policy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Tells the audit what is about to be done to policies, limits and rules of approval. What cannot
 * be recorded is not done.
 */
final class Journal {
    private final Audit audit;
    private final InstantSource clock;
    private final Ids ids;

    Journal(Audit audit, InstantSource clock, RandomGenerator random) {
        this.audit = audit;
        this.clock = clock;
        this.ids = new Ids(clock, random);
    }

    /** What was recorded of something that is about to be done; it is, or is refused. */
    final class Intent {
        private final AuditEvent event;

        private Intent(AuditEvent event) {
            this.event = event;
            audit.record(event);
        }

        /** For example because others were faster. */
        void refused(String reason) {
            audit.record(
                    new AuditEvent(
                            ids.audit(),
                            event.organisation(),
                            clock.instant(),
                            event.type() + ".refused",
                            event.actor(),
                            event.subject(),
                            Map.of("event", event.id().value(), "reason", reason)));
        }
    }

    Intent creates(Principal by, Policy policy) {
        return policy(by, policy, "created");
    }

    Intent replaces(Principal by, Policy policy) {
        return policy(by, policy, "replaced");
    }

    Intent deletes(Principal by, Policy policy) {
        return policy(by, policy, "deleted");
    }

    private Intent policy(Principal by, Policy policy, String what) {
        return write(
                by,
                "policy." + what,
                policy.policyId(),
                Map.of(
                        "version", Integer.toString(policy.version()),
                        "effect", policy.effect().json(),
                        "status", policy.status().json(),
                        "priority", Integer.toString(policy.priority())));
    }

    Intent replaces(Principal by, OrganisationLimits before, OrganisationLimits after) {
        return write(
                by,
                "limits.replaced",
                by.organisation().value(),
                Map.of(
                        "version", Integer.toString(after.version()),
                        "changed", String.join(", ", changed(before, after))));
    }

    Intent replaces(Principal by, ApprovalRules before, ApprovalRules after) {
        return write(
                by,
                "approval_rules.replaced",
                by.organisation().value(),
                Map.of(
                        "version", Integer.toString(after.version()),
                        "changed", String.join(", ", ApprovalRuleFields.changed(before, after))));
    }

    private static List<String> changed(OrganisationLimits before, OrganisationLimits after) {
        var names = new ArrayList<String>();
        if (!before.zone().equals(after.zone())) {
            names.add(LimitFields.TIMEZONE);
        }
        if (!before.organisation().equals(after.organisation())) {
            names.add(LimitFields.ORGANISATION);
        }
        if (!before.eachUser().equals(after.eachUser())) {
            names.add(LimitFields.EACH_USER);
        }
        if (!before.eachTeam().equals(after.eachTeam())) {
            names.add(LimitFields.EACH_TEAM);
        }
        return names;
    }

    private Intent write(Principal by, String type, String subject, Map<String, String> details) {
        return new Intent(
                new AuditEvent(
                        ids.audit(),
                        by.organisation(),
                        clock.instant(),
                        type,
                        by.id(),
                        subject,
                        details));
    }
}
