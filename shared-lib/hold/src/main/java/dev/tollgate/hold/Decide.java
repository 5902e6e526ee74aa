package dev.tollgate.hold;

import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.Approval.Refusal;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.approval.Approvals;
import dev.tollgate.domain.approval.Closing;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides on held calls. Of several who decide on the same call at once one counts: each reads how
 * it stands, works out what follows, and writes that if it still stands so; else it reads again.
 * What follows a decision, running the call or giving back what it held, is {@link Follow}'s.
 */
public final class Decide {
    /** For how long maintenance leaves a call alone that was agreed to and is on its way. */
    private static final Duration ON_ITS_WAY = Duration.ofHours(1);

    /** Each time that one must read again, another got on. */
    private static final int MOST_TRIES = 200;

    private final Approvals approvals;
    private final Lineage lineage;
    private final Halt halt;
    private final WhatChanged whatChanged;
    private final ApprovalJournal journal;
    private final Follow follow;
    private final InstantSource clock;

    public Decide(HoldPorts ports) {
        this.approvals = ports.approvals();
        this.lineage = ports.lineage();
        this.halt = ports.halt();
        this.whatChanged = new WhatChanged(ports);
        this.journal = new ApprovalJournal(ports);
        this.follow = new Follow(ports);
        this.clock = ports.clock();
    }

    /** Agrees; once enough have, the call runs. */
    public Decided approve(Wish wish, Optional<String> comment) {
        return decide(wish, "approve", approval -> approve(approval, wish, comment));
    }

    /** Refuses the call, whoever has agreed to it so far. */
    public Decided reject(Wish wish, String reason) {
        return decide(
                wish,
                "reject",
                approval -> {
                    var refusal = approval.refusal(wish.voter(), false, now());
                    return refusal.<Try>map(Try.No::new)
                            .orElseGet(() ->
                                    refuse(
                                            approval,
                                            ApprovalStatus.REJECTED,
                                            Step.Kind.REJECTED,
                                            closing(wish, Optional.of(reason))));
                });
    }

    /** Takes the call back; that this one may do so, the caller knows. */
    public Decided cancel(Wish wish, Optional<String> reason) {
        return decide(
                wish,
                "cancel",
                approval ->
                        approval.status() == ApprovalStatus.PENDING
                                ? refuse(
                                        approval,
                                        ApprovalStatus.CANCELLED,
                                        Step.Kind.CANCELLED,
                                        closing(wish, reason))
                                : new Try.No(Refusal.NOT_PENDING));
    }

    /** Refuses it, since nobody decided in time; whether this was the one who did. */
    boolean expire(Approval approval) {
        var how =
                new Closing(
                        Closing.SYSTEM,
                        now(),
                        Optional.of("Nobody decided by " + approval.expiresAt() + "."));
        return refuse(approval, ApprovalStatus.EXPIRED, Step.Kind.EXPIRED, how) instanceof Try.Yes;
    }

    /** What came of one try. */
    private sealed interface Try {
        record Yes(Approval after) implements Try {}

        record No(Refusal why) implements Try {}

        record Changed(String what) implements Try {}

        record Halted(KillSwitch lever) implements Try {}

        /** Somebody else changed it meanwhile. */
        record Lost() implements Try {}
    }

    private Decided decide(Wish wish, String act, Function<Approval, Try> step) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var found = approvals.find(wish.organisation(), wish.approval());
            if (found.isEmpty()) {
                return new Decided.NotFound();
            }
            var approval = found.get();
            if (tries == 0) {
                journal.asked(approval, wish, act);
            }
            switch (step.apply(approval)) {
                case Try.Yes(var after) -> {
                    return new Decided.Done(after);
                }
                case Try.No(var why) when why == Refusal.OVERDUE -> expire(approval);
                case Try.No(var why) -> {
                    journal.refused(approval, wish, act, why.name());
                    return new Decided.Refused(approval, why);
                }
                case Try.Changed(var what) -> {
                    journal.refused(approval, wish, act, "CALL_CHANGED");
                    return new Decided.Changed(approval, what);
                }
                case Try.Halted(var lever) -> {
                    journal.refused(approval, wish, act, "KILL_SWITCH");
                    return new Decided.Halted(approval, lever);
                }
                case Try.Lost _ -> {}
            }
        }
        throw new IllegalStateException(wish.approval() + " never stands still");
    }

    private Try approve(Approval approval, Wish wish, Optional<String> comment) {
        var at = now();
        var refusal = approval.refusal(wish.voter(), true, at);
        if (refusal.isPresent()) {
            return new Try.No(refusal.get());
        }
        var halted = halt.of(approval.organisation(), approval.agent());
        if (halted.isPresent()) {
            return new Try.Halted(halted.get());
        }
        var changed = whatChanged.since(approval, wish.seen());
        if (changed.isPresent()) {
            return new Try.Changed(changed.get());
        }
        var next = approval.agreed(wish.voter(), comment, at);
        if (next.status() == ApprovalStatus.PENDING) {
            return approvals.replace(next, new Step(Step.Kind.VOTED, wish.voter().id(), at))
                    ? new Try.Yes(next)
                    : new Try.Lost();
        }
        var row = lineage.find(approval.organisation(), approval.invocation());
        return row.filter(held ->
                        approvals.replace(
                                next,
                                new Step(Step.Kind.APPROVED, wish.voter().id(), at),
                                held.waiting(InvocationStatus.QUEUED, at.plus(ON_ITS_WAY))))
                .<Try>map(_ -> new Try.Yes(follow.release(next)))
                .orElseGet(Try.Lost::new);
    }

    private Try refuse(Approval approval, ApprovalStatus status, Step.Kind kind, Closing how) {
        var next = approval.refused(status, how);
        var row = lineage.find(approval.organisation(), approval.invocation());
        return row.filter(held ->
                        approvals.replace(
                                next,
                                new Step(kind, how.actor(), how.at()),
                                Refused.row(held, next)))
                .<Try>map(_ -> new Try.Yes(follow.giveBack(next)))
                .orElseGet(Try.Lost::new);
    }

    private Closing closing(Wish wish, Optional<String> reason) {
        return new Closing(wish.voter().id(), now(), reason);
    }

    /** The precision that rows are kept in. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
