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
 * Tells the audit what was done to policies and limits, after the effect: if that fails the caller
 * gets a 500 and looks again. Rules of approval are told of before they change.
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

    void created(Principal by, Policy policy) {
        policy(by, policy, "created");
    }

    void replaced(Principal by, Policy policy) {
        policy(by, policy, "replaced");
    }

    void deleted(Principal by, Policy policy) {
        policy(by, policy, "deleted");
    }

    private void policy(Principal by, Policy policy, String what) {
        write(
                by,
                "policy." + what,
                policy.policyId(),
                Map.of(
                        "version", Integer.toString(policy.version()),
                        "effect", policy.effect().json(),
                        "status", policy.status().json(),
                        "priority", Integer.toString(policy.priority())));
    }

    void replaced(Principal by, OrganisationLimits before, OrganisationLimits after) {
        write(
                by,
                "limits.replaced",
                by.organisation().value(),
                Map.of(
                        "version", Integer.toString(after.version()),
                        "changed", String.join(", ", changed(before, after))));
    }

    /** Where others were faster another entry follows, with the version that came of it. */
    void replacing(Principal by, ApprovalRules before, ApprovalRules after) {
        write(
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

    private void write(Principal by, String type, String subject, Map<String, String> details) {
        audit.record(
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
