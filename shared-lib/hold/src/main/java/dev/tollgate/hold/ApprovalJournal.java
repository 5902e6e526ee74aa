package dev.tollgate.hold;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.queue.Announce;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the audit of approvals, and tells subscribers of them. */
public final class ApprovalJournal {
    private final Audit audit;
    private final Announce announce;
    private final Metrics metrics;
    private final Ids ids;
    private final InstantSource clock;

    public ApprovalJournal(HoldPorts ports) {
        this.audit = ports.audit();
        this.announce = ports.announce();
        this.metrics = ports.metrics();
        this.ids = new Ids(ports.clock(), ports.random());
        this.clock = ports.clock();
    }

    /** Before a call is held. */
    public void required(Approval approval) {
        audit.record(
                event(
                        repeatable(approval, "required"),
                        approval,
                        "approval.required",
                        approval.requester().principal(),
                        approval.createdAt(),
                        Map.of("reasons", String.join(" ", approval.requirement().reasons()))));
        metrics.count("approvals_queued_total", Map.of());
        tell(approval, EventType.APPROVAL_REQUIRED, "required", approval.createdAt(), Map.of());
    }

    /** Before anything is decided: who wants what. */
    void asked(Approval approval, Wish wish, String act) {
        audit.record(
                event(
                        ids,
                        approval,
                        "approval." + act,
                        wish.voter().id(),
                        clock.instant(),
                        Map.of("address", wish.address())));
    }

    void refused(Approval approval, Wish wish, String act, String why) {
        audit.record(
                event(
                        ids,
                        approval,
                        "approval.refused",
                        wish.voter().id(),
                        clock.instant(),
                        Map.of("address", wish.address(), "act", act, "why", why)));
    }

    /** Before what follows; the same event however often that is begun. */
    void decided(Approval approval) {
        var closing = approval.closing().orElseThrow();
        var status = approval.status().text();
        var details = new TreeMap<String, String>();
        closing.reason().ifPresent(reason -> details.put("reason", reason));
        audit.record(
                event(
                        repeatable(approval, "decided"),
                        approval,
                        "approval." + status,
                        closing.actor(),
                        closing.at(),
                        details));
        details.put("status", status);
        details.put("decided_by", closing.actor());
        tell(approval, EventType.APPROVAL_DECIDED, "decided", closing.at(), details);
    }

    /** Before the call is sent off: its agent's credentials are about to be used. */
    void released(Approval approval) {
        audit.record(
                event(
                        repeatable(approval, "released"),
                        approval,
                        "external_agent.credentials_accessed",
                        approval.closing().orElseThrow().actor(),
                        approval.closing().orElseThrow().at(),
                        Map.of("address", approval.requester().address())));
    }

    /** Nobody has decided for a while. */
    void waiting(Approval approval, EventType type, Instant at) {
        tell(
                approval,
                type,
                type.text(),
                at,
                Map.of("expires_at", approval.expiresAt().toString()));
    }

    void counted(Approval approval) {
        metrics.count("approvals_decided_total", Map.of("status", approval.status().text()));
    }

    private static Ids repeatable(Approval approval, String what) {
        return Ids.repeatable(approval.createdAt(), approval.id() + " " + what);
    }

    private static AuditEvent event(
            Ids ids,
            Approval approval,
            String type,
            String actor,
            Instant at,
            Map<String, String> details) {
        var all = new TreeMap<>(details);
        all.put("invocation", approval.invocation().value());
        all.put("agent", approval.agent().value());
        all.put("digest", approval.grant().digest());
        return new AuditEvent(
                ids.audit(), approval.organisation(), at, type, actor, approval.id().value(), all);
    }

    private void tell(
            Approval approval,
            EventType type,
            String what,
            Instant at,
            Map<String, String> details) {
        var data = new TreeMap<>(details);
        data.put("approval_id", approval.id().value());
        data.put("invocation_id", approval.invocation().value());
        data.put("external_agent_id", approval.agent().value());
        data.put("reasons", String.join(" ", approval.requirement().reasons()));
        data.put("principal", approval.requester().principal());
        announce.announce(
                new Event(
                        repeatable(approval, what).event(),
                        approval.organisation(),
                        type,
                        at,
                        Optional.of(approval.agent()),
                        data));
    }
}
