package dev.tollgate.hold;

import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.lambda.Trace;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What time does to held calls: reminders, escalations, a no, and what was left undone. */
public final class Attend {
    private static final Logger LOG = LoggerFactory.getLogger(Attend.class);

    private final Approvals approvals;
    private final Decide decide;
    private final Follow follow;
    private final ApprovalJournal journal;
    private final AskApprovers ask;
    private final RandomGenerator random;
    private final InstantSource clock;

    public Attend(HoldPorts ports) {
        this.approvals = ports.approvals();
        this.decide = new Decide(ports);
        this.follow = new Follow(ports);
        this.journal = new ApprovalJournal(ports);
        this.ask = new AskApprovers(ports);
        this.random = ports.random();
        this.clock = ports.clock();
    }

    /** How many it dealt with; there may be more. One that fails keeps no other waiting. */
    public int attend() {
        int done = 0;
        for (var approval : approvals.due(clock.instant())) {
            try {
                attend(approval);
                done++;
            } catch (RuntimeException e) {
                LOG.error("{} is left for the next time", approval.id(), e);
            }
        }
        return done;
    }

    private void attend(Approval approval) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (approval.status() != ApprovalStatus.PENDING) {
            follow.again(approval);
        } else if (!now.isBefore(approval.expiresAt())) {
            decide.expire(approval);
        } else if (approval.isEscalationDue(now)) {
            tell(approval.withEscalation(), Step.Kind.ESCALATED, EventType.APPROVAL_ESCALATED, now);
        } else if (approval.isReminderDue(now)) {
            tell(approval.withReminder(), Step.Kind.REMINDED, EventType.APPROVAL_REMINDER, now);
        }
    }

    private void tell(Approval next, Step.Kind kind, EventType type, Instant now) {
        if (approvals.replace(next, Step.system(kind, now))) {
            journal.waiting(next, type, now);
            ask.ask(next, kind.text(), Trace.begin(random).toString(), now);
        }
    }
}
