package dev.tollgate.hold;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.SealedOrders;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.Turn;
import dev.tollgate.domain.event.Ended;
import dev.tollgate.domain.lineage.Conclude;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.queue.Announce;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows a decision. Whoever decides may die in the middle of it, and then maintenance does
 * it again: so each step may be repeated, and the approval is marked as done last. That a call is
 * sent twice does no harm, since its delivery is claimed before it is made.
 */
final class Follow {
    private static final Logger LOG = LoggerFactory.getLogger(Follow.class);

    private final Approvals approvals;
    private final SealedOrders sealed;
    private final Lineage lineage;
    private final Counters counters;
    private final Conclude conclude;
    private final DeliveryQueue queue;
    private final Announce announce;
    private final TellRequester tell;
    private final ApprovalJournal journal;
    private final InstantSource clock;

    Follow(HoldPorts ports) {
        this.approvals = ports.approvals();
        this.sealed = ports.sealed();
        this.lineage = ports.lineage();
        this.counters = ports.counters();
        this.conclude = new Conclude(ports.lineage(), ports.counters());
        this.queue = ports.queue();
        this.announce = ports.announce();
        this.tell = new TellRequester(ports);
        this.journal = new ApprovalJournal(ports);
        this.clock = ports.clock();
    }

    /** Sends the call off, as it was asked for. The approval as it stands after that. */
    Approval release(Approval approved) {
        journal.decided(approved);
        var order = order(approved).filter(approved.grant()::covers);
        if (order.isEmpty()) {
            return unreadable(approved);
        }
        journal.released(approved);
        queue.send(order.get().at(Turn.first(clock.instant())), Duration.ZERO);
        journal.counted(approved);
        return replaced(approved.executing(), Step.Kind.EXECUTING).orElse(approved);
    }

    /** Nothing runs that is not what was agreed to. */
    private Approval unreadable(Approval approved) {
        LOG.error("the call of {} is not the one that was agreed to", approved.id());
        lineage.find(approved.organisation(), approved.invocation())
                .filter(row -> row.status().isOpen())
                .ifPresent(row -> conclude.conclude(row, changed()));
        return replaced(approved.executed(false), Step.Kind.FAILED).orElse(approved);
    }

    private Ending changed() {
        return new Ending(
                InvocationStatus.FAILED,
                Money.ZERO,
                Outcome.refused(
                        now(), "call_changed", "The call is not the one that was agreed to."));
    }

    /** Gives back all that a refused call held. The approval as it stands after that. */
    Approval giveBack(Approval refused) {
        journal.decided(refused);
        var row = lineage.find(refused.organisation(), refused.invocation());
        try {
            row.map(Invocation::reservation).ifPresent(counters::release);
        } catch (CountersDown down) {
            // It stays due: maintenance comes back to it.
            return refused;
        }
        row.filter(it -> !it.status().isOpen())
                .ifPresent(over -> {
                    announce.announce(Ended.of(over));
                    order(refused).ifPresent(order -> tell.refused(order, over, refused));
                });
        journal.counted(refused);
        return replaced(refused.settled(), Step.Kind.SETTLED).orElse(refused);
    }

    /** Does again what whoever decided may have left undone. */
    void again(Approval approval) {
        if (approval.status() == ApprovalStatus.APPROVED) {
            release(approval);
        } else if (approval.status().isRefusal()) {
            giveBack(approval);
        }
    }

    private Optional<DeliveryOrder> order(Approval approval) {
        try {
            return approvals
                    .sealed(approval.organisation(), approval.id())
                    .map(text -> sealed.open(approval.id(), text));
        } catch (IllegalStateException e) {
            LOG.error("the call of {} cannot be read", approval.id(), e);
            return Optional.empty();
        }
    }

    private Optional<Approval> replaced(Approval next, Step.Kind kind) {
        return approvals.replace(next, Step.system(kind, now()))
                ? Optional.of(next)
                : Optional.empty();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
