package dev.tollgate.domain.lineage;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Draw;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.Reservation;
import dev.tollgate.domain.agent.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The record of one call of an agent, refused ones too. The ledger of all spending is the sum of
 * these.
 *
 * @param policy the policy that allowed or denied it, with its version
 * @param held what was set aside for it
 * @param cost what it cost; nothing before it ended
 * @param draws where the money came from
 * @param openUntil when maintenance may take it for interrupted, if it is not over by then
 * @param approval that people had to give, if they had to
 */
public record Invocation(
        InvocationId id,
        OrganisationId organisation,
        AgentId agent,
        Platform platform,
        String environment,
        Caller caller,
        String traceId,
        InvocationStatus status,
        Optional<String> policy,
        Money held,
        Money cost,
        List<Draw> draws,
        Optional<LimitScope> concurrency,
        Instant requestedAt,
        Instant openUntil,
        Optional<Outcome> outcome,
        Optional<ApprovalId> approval) {
    public Invocation {
        draws = List.copyOf(draws);
        if (status.isOpen() == outcome.isPresent()) {
            throw new IllegalArgumentException("an invocation has an outcome once it is over");
        }
    }

    /** What it holds of limits, as it was admitted. */
    public Reservation reservation() {
        return new Reservation(organisation, id, held, draws, concurrency);
    }

    public Invocation admitted(Reservation reservation, InvocationStatus open, Instant until) {
        return with(
                open,
                policy,
                reservation.held(),
                Money.ZERO,
                reservation.draws(),
                reservation.concurrency(),
                until,
                Optional.empty(),
                approval);
    }

    /** Let in, but for people to agree to first. */
    public Invocation held(Reservation reservation, ApprovalId waitsFor, Instant until) {
        return with(
                InvocationStatus.HELD,
                policy,
                reservation.held(),
                Money.ZERO,
                reservation.draws(),
                Optional.empty(),
                until,
                Optional.empty(),
                Optional.of(waitsFor));
    }

    /** Still open, but for maintenance to leave alone until then. */
    public Invocation waiting(InvocationStatus open, Instant until) {
        return admitted(reservation(), open, until);
    }

    public Invocation ended(InvocationStatus over, Money actual, Outcome how) {
        return with(
                over,
                policy,
                held,
                actual,
                draws,
                concurrency,
                openUntil,
                Optional.of(how),
                approval);
    }

    public Invocation decidedBy(Optional<String> decider) {
        return with(status, decider, held, cost, draws, concurrency, openUntil, outcome, approval);
    }

    /** The same call of the same caller, further on. */
    private Invocation with(
            InvocationStatus newStatus,
            Optional<String> newPolicy,
            Money newHeld,
            Money newCost,
            List<Draw> newDraws,
            Optional<LimitScope> newConcurrency,
            Instant newOpenUntil,
            Optional<Outcome> newOutcome,
            Optional<ApprovalId> newApproval) {
        return new Invocation(
                id,
                organisation,
                agent,
                platform,
                environment,
                caller,
                traceId,
                newStatus,
                newPolicy,
                newHeld,
                newCost,
                newDraws,
                newConcurrency,
                requestedAt,
                newOpenUntil,
                newOutcome,
                newApproval);
    }
}
