package dev.tollgate.domain.approval;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.lineage.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call that waits, or waited, for people to agree. Pure: what each step makes of it is here, that
 * only one of several steps from the same state counts is {@link Approvals}' to see to.
 *
 * @param requester who asked, on whose behalf
 * @param grant what is agreed to
 * @param shown what approvers see of the arguments: JSON text without secrets and personal data
 * @param votes of those who agreed so far
 * @param closing who ended the waiting; empty while it lasts
 * @param dueAt when something has to be done for it, if anything
 * @param version rises with every change
 */
public record Approval(
        ApprovalId id,
        OrganisationId organisation,
        AgentId agent,
        InvocationId invocation,
        Caller requester,
        Requirement requirement,
        Grant grant,
        String shown,
        ApprovalStatus status,
        List<Vote> votes,
        Optional<Closing> closing,
        Instant createdAt,
        boolean reminded,
        boolean escalated,
        Optional<Instant> dueAt,
        int version) {
    /** After this, somebody else does what whoever ended the waiting left undone. */
    private static final Duration UNDONE = Duration.ofSeconds(30);

    public Approval {
        votes = List.copyOf(votes);
        if ((status == ApprovalStatus.PENDING) == closing.isPresent() || version < 1) {
            throw new IllegalArgumentException("not an approval: " + status + ", " + version);
        }
    }

    /** A new one. */
    public static Approval required(
            OrganisationId organisation,
            AgentId agent,
            InvocationId invocation,
            Caller requester,
            Requirement requirement,
            Grant grant,
            String shown,
            Instant at) {
        var approval =
                new Approval(
                        ApprovalId.of(invocation),
                        organisation,
                        agent,
                        invocation,
                        requester,
                        requirement,
                        grant,
                        shown,
                        ApprovalStatus.PENDING,
                        List.of(),
                        Optional.empty(),
                        at,
                        false,
                        false,
                        Optional.empty(),
                        1);
        return approval.waiting(List.of(), false, false).at(1);
    }

    public Instant expiresAt() {
        return createdAt.plus(requirement.timeout());
    }

    /** Why somebody may not decide. */
    public enum Refusal {
        /** Somebody else has decided, or it is too late. */
        NOT_PENDING,
        /** Time is over, but nobody has written that down yet. */
        OVERDUE,
        /** Nobody agrees to their own call. */
        OWN_CALL,
        ALREADY_VOTED,
        WRONG_ROLE
    }

    /** Empty if they may. */
    public Optional<Refusal> refusal(Voter voter, boolean agrees, Instant now) {
        if (status != ApprovalStatus.PENDING) {
            return Optional.of(Refusal.NOT_PENDING);
        }
        if (!now.isBefore(expiresAt())) {
            return Optional.of(Refusal.OVERDUE);
        }
        if (!mayDecide(voter)) {
            return Optional.of(Refusal.WRONG_ROLE);
        }
        if (agrees && voter.asked(requester)) {
            return Optional.of(Refusal.OWN_CALL);
        }
        return agrees && votes.stream().anyMatch(vote -> vote.approver().equals(voter.id()))
                ? Optional.of(Refusal.ALREADY_VOTED)
                : Optional.empty();
    }

    private boolean mayDecide(Voter voter) {
        return requirement.roles().isEmpty()
                || voter.roles().stream().anyMatch(requirement.roles()::contains)
                || (escalated
                        && voter.roles().stream().anyMatch(requirement.escalateTo()::contains));
    }

    /** Approved, once enough agree. */
    public Approval agreed(Voter voter, Optional<String> comment, Instant at) {
        var all = new ArrayList<>(votes);
        all.add(new Vote(voter.id(), voter.name(), at, comment));
        return all.size() < requirement.quorum()
                ? waiting(all, reminded, escalated)
                : with(
                        ApprovalStatus.APPROVED,
                        all,
                        Optional.of(new Closing(voter.id(), at, comment)),
                        Optional.of(at.plus(UNDONE)));
    }

    /** The call will not run. */
    public Approval refused(ApprovalStatus refusal, Closing how) {
        if (!refusal.isRefusal()) {
            throw new IllegalArgumentException("not a refusal: " + refusal);
        }
        return with(refusal, votes, Optional.of(how), Optional.of(how.at().plus(UNDONE)));
    }

    /** All that follows the refusal is done. */
    public Approval settled() {
        return with(status, votes, closing, Optional.empty());
    }

    public Approval executing() {
        return with(ApprovalStatus.EXECUTING, votes, closing, Optional.empty());
    }

    public Approval executed(boolean succeeded) {
        return with(
                succeeded ? ApprovalStatus.DONE : ApprovalStatus.FAILED,
                votes,
                closing,
                Optional.empty());
    }

    /** Whether approvers are to be reminded by then. */
    public boolean isReminderDue(Instant now) {
        return status == ApprovalStatus.PENDING
                && !reminded
                && requirement.remindAfter().filter(after -> isPast(after, now)).isPresent();
    }

    public boolean isEscalationDue(Instant now) {
        return status == ApprovalStatus.PENDING
                && !escalated
                && requirement.escalateAfter().filter(after -> isPast(after, now)).isPresent();
    }

    private boolean isPast(Duration after, Instant now) {
        return !now.isBefore(createdAt.plus(after));
    }

    public Approval withReminder() {
        return waiting(votes, true, escalated);
    }

    public Approval withEscalation() {
        return waiting(votes, reminded, true);
    }

    private Approval waiting(List<Vote> newVotes, boolean isReminded, boolean isEscalated) {
        var next =
                Stream.of(
                                Optional.of(requirement.timeout()),
                                requirement.remindAfter().filter(_ -> !isReminded),
                                requirement.escalateAfter().filter(_ -> !isEscalated))
                        .flatMap(Optional::stream)
                        .min(Duration::compareTo)
                        .map(createdAt::plus);
        return copy(status, newVotes, closing, isReminded, isEscalated, next, version + 1);
    }

    private Approval with(
            ApprovalStatus newStatus,
            List<Vote> newVotes,
            Optional<Closing> newClosing,
            Optional<Instant> due) {
        return copy(newStatus, newVotes, newClosing, reminded, escalated, due, version + 1);
    }

    private Approval at(int newVersion) {
        return copy(status, votes, closing, reminded, escalated, dueAt, newVersion);
    }

    private Approval copy(
            ApprovalStatus newStatus,
            List<Vote> newVotes,
            Optional<Closing> newClosing,
            boolean isReminded,
            boolean isEscalated,
            Optional<Instant> due,
            int newVersion) {
        return new Approval(
                id,
                organisation,
                agent,
                invocation,
                requester,
                requirement,
                grant,
                shown,
                newStatus,
                newVotes,
                newClosing,
                createdAt,
                isReminded,
                isEscalated,
                due,
                newVersion);
    }

    /** Without what is shown. */
    @Override
    public String toString() {
        return "Approval[%s, %s, version %d]".formatted(id, status.text(), version);
    }
}
