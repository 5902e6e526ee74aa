package dev.tollgate.invocation;

import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.admission.Reservation;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.Grant;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.approval.SealedOrders;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.hold.ApprovalJournal;
import dev.tollgate.hold.AskApprovers;
import dev.tollgate.hold.HoldPorts;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Makes an admitted call wait for people. What will run is sealed as it would run now; its money
 * and its rates stay held, its place among those that run at the same time does not.
 */
final class Hold {
    /** How late maintenance may notice that nobody decided. */
    private static final Duration LATENESS = Duration.ofHours(1);

    private final Approvals approvals;
    private final SealedOrders sealed;
    private final Counters counters;
    private final ApprovalJournal journal;
    private final AskApprovers ask;
    private final InstantSource clock;

    Hold(HoldPorts ports) {
        this.approvals = ports.approvals();
        this.sealed = ports.sealed();
        this.counters = ports.counters();
        this.journal = new ApprovalJournal(ports);
        this.ask = new AskApprovers(ports);
        this.clock = ports.clock();
    }

    /** Gives back what a call holds that cannot wait. */
    void letGo(Reservation reservation) {
        try {
            counters.release(reservation);
        } catch (CountersDown down) {
            // Maintenance finds it: no call is recorded for it that is open.
        }
    }

    /** What waits, and the row of it. */
    record Held(Approval approval, Invocation row) {}

    Held hold(
            Call call,
            Agent agent,
            Invocation row,
            Reservation reservation,
            Requirement need,
            DeliveryOrder order) {
        var approval =
                Approval.required(
                        row.organisation(),
                        agent.id(),
                        row.id(),
                        row.caller(),
                        need,
                        Grant.of(
                                order,
                                agent.version(),
                                row.policy().orElseThrow(),
                                reservation.held()),
                        Shown.of(call),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
        var held = row.held(reservation, approval.id(), approval.expiresAt().plus(LATENESS));
        journal.required(approval);
        approvals.open(approval, sealed.seal(approval.id(), order), held);
        try {
            counters.freePlace(reservation);
        } catch (CountersDown down) {
            // Places are freed by time too.
        }
        ask.ask(approval, "required", order.traceparent(), approval.createdAt());
        return new Held(approval, held);
    }
}
