package dev.tollgate.invocation;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.AdmissionRequest;
import dev.tollgate.domain.admission.Admit;
import dev.tollgate.domain.admission.LimitRules;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.governance.Rulebook;
import dev.tollgate.domain.lineage.Caller;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.domain.lineage.IdempotencyKeys.Claim;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.domain.policy.Decision;
import dev.tollgate.domain.policy.PolicySet;
import dev.tollgate.platforms.Rendered;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * One call through the gate, from top to bottom: the agent, the idempotency key, the policies, the
 * limits, the record, and only then the effect. Every refusal from the agent on is recorded too.
 */
final class Invoke {
    /**
     * Between admission and the record at most this much time passes, else the call does not go on:
     * maintenance takes an older admission without a record for abandoned.
     */
    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(10);

    /** A claim whose call left no record after this is abandoned. */
    private static final Duration ABANDONED = Duration.ofSeconds(60);

    private static final String TOO_LARGE = "The request is too large to be queued.";

    private final Agents agents;
    private final Halt halt;
    private final IdempotencyKeys keys;
    private final Rulebook rulebook;
    private final Admit admit;
    private final Lineage lineage;
    private final CarryOut carryOut;
    private final ApprovalNeed need;
    private final Hold hold;
    private final Journal journal;
    private final Ids ids;
    private final InstantSource clock;
    private final BigDecimal burst;

    Invoke(
            Agents agents,
            Halt halt,
            IdempotencyKeys keys,
            Rulebook rulebook,
            Admit admit,
            Lineage lineage,
            CarryOut carryOut,
            ApprovalNeed need,
            Hold hold,
            Journal journal,
            Ids ids,
            InstantSource clock,
            BigDecimal burst) {
        this.agents = agents;
        this.halt = halt;
        this.keys = keys;
        this.rulebook = rulebook;
        this.admit = admit;
        this.lineage = lineage;
        this.carryOut = carryOut;
        this.need = need;
        this.hold = hold;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
        this.burst = burst;
    }

    Invoked invoke(Call call) {
        var found = agents.find(call.principal().organisation(), call.agent());
        if (found.isEmpty()) {
            return new Invoked.NoSuchAgent();
        }
        var agent = found.get();
        var row = begun(call, agent);
        if (agent.status() == AgentStatus.SUSPENDED) {
            return new Invoked.Suspended(
                    refused(row, "agent_suspended", "The agent is suspended."));
        }
        var halted = halt.of(agent.organisation(), agent.id());
        if (halted.isPresent()) {
            return new Invoked.Halted(refused(row, "kill_switch", halted.get().sentence()));
        }
        return switch (carryOut.render(call, agent, row, true)) {
            case Rendered.Unfit(var why) ->
                    new Invoked.Unfit(refused(row, "content_unfit", why), why);
            case Rendered.Ready(var body)
                    when CarryOut.isLater(call, agent) && !DeliveryOrder.fits(body) ->
                    new Invoked.TooLargeToQueue(
                            refused(row, "request_too_large", TOO_LARGE),
                            DeliveryOrder.LARGEST_BODY);
            case Rendered.Ready _ -> once(call, agent, row);
        };
    }

    /** The idempotency key: the same request answers the same, another one under it is refused. */
    private Invoked once(Call call, Agent agent, Invocation row) {
        if (call.idempotencyKey().isEmpty()) {
            return decided(call, agent, row);
        }
        var key =
                new IdempotencyKeys.Key(
                        agent.organisation(), call.principal().id(), call.idempotencyKey().get());
        return switch (keys.claim(key, call.digest(), row.id())) {
            case Claim.Mismatch mismatch ->
                    new Invoked.KeyMismatch(
                            refused(
                                    row,
                                    "idempotency_key_reused",
                                    "The Idempotency-Key was used with another request."));
            case Claim.Mine mine -> claimed(key, call, agent, row);
            case Claim.Repeated(var former) -> {
                var standing = lineage.find(agent.organisation(), former);
                if (standing.isPresent()) {
                    yield standing.get().status() == InvocationStatus.ADMITTED
                            ? new Invoked.InProgress(Duration.ofSeconds(1))
                            : new Invoked.Replayed(standing.get());
                }
                yield isAbandoned(former) && keys.passOn(key, former, row.id())
                        ? claimed(key, call, agent, row)
                        : new Invoked.InProgress(Duration.ofSeconds(1));
            }
        };
    }

    /** A refusal frees the key: nothing happened, so the caller may try again with it. */
    private Invoked claimed(IdempotencyKeys.Key key, Call call, Agent agent, Invocation row) {
        var invoked = decided(call, agent, row);
        if (!(invoked instanceof Invoked.Carried || invoked instanceof Invoked.Held)) {
            keys.release(key, row.id());
        }
        return invoked;
    }

    private Invoked decided(Call call, Agent agent, Invocation row) {
        var rules = rulebook.of(agent.organisation());
        var decision = decide(rules.policies(), call, agent);
        var decidedRow = row.decidedBy(decision.by().map(Object::toString));
        journal.decided(decidedRow);
        return switch (decision) {
            case Decision.Denied denied ->
                    new Invoked.Denied(
                            refused(decidedRow, "policy_denied", denied.cause().sentence()),
                            denied);
            case Decision.Allowed allowed ->
                    admitted(
                            call,
                            agent,
                            decidedRow,
                            need.of(call, agent, allowed, rules.approvals()),
                            LimitRules.of(
                                    agent,
                                    rules.limits(),
                                    call.onBehalfOf().user(),
                                    call.principal().team(),
                                    burst,
                                    row.requestedAt()));
        };
    }

    private Decision decide(PolicySet policies, Call call, Agent agent) {
        return policies.decide(Facts.of(call, agent, clock.instant()));
    }

    private Invoked admitted(
            Call call,
            Agent agent,
            Invocation row,
            Optional<Requirement> requirement,
            LimitRules limits) {
        var before = clock.instant();
        var admission =
                admit.admit(
                        new AdmissionRequest(
                                agent.organisation(),
                                row.id(),
                                agent.costPerExecution(),
                                limits.rates(),
                                limits.concurrency(),
                                limits.budgets()));
        return switch (admission) {
            case Admission.RateLimited limit -> {
                journal.rateLimited(row, limit.rule());
                yield new Invoked.RateLimited(
                        refused(row, "rate_limited", Sentences.of(limit.rule())), limit);
            }
            case Admission.TooManyAtOnce limit ->
                    new Invoked.TooManyAtOnce(
                            refused(row, "too_many_at_once", Sentences.of(limit.rule())), limit);
            case Admission.OverBudget limit -> {
                journal.exhausted(row, limit.rule(), limit.used());
                yield new Invoked.OverBudget(
                        refused(row, "budget_exceeded", Sentences.of(limit.rule())),
                        limit,
                        Duration.between(clock.instant(), limit.rule().endsAt()));
            }
            case Admission.Undecided why ->
                    new Invoked.Undecided(refused(row, "not_decided", why.why()), why);
            case Admission.Admitted admitted ->
                    clock.instant().isAfter(before.plus(RECORDED_WITHIN))
                            ? tooLate(row)
                            : requirement
                                    .flatMap(it -> held(call, agent, row, admitted, it))
                                    .orElseGet(() -> effected(call, agent, row, admitted));
        };
    }

    /** People decide whether there will be an effect. Empty if there is nothing that could run. */
    private Optional<Invoked> held(
            Call call,
            Agent agent,
            Invocation row,
            Admission.Admitted admitted,
            Requirement requirement) {
        var limits = new Invoked.Limits(admitted.rates(), admitted.budgets(), admitted.exact());
        return switch (carryOut.render(call, agent, row, carryOut.isDegraded(limits))) {
            case Rendered.Unfit _ -> Optional.empty();
            case Rendered.Ready(var body) when !DeliveryOrder.fits(body) -> {
                hold.letGo(admitted.reservation());
                yield Optional.of(
                        new Invoked.TooLargeToQueue(
                                refused(row, "request_too_large", TOO_LARGE),
                                DeliveryOrder.LARGEST_BODY));
            }
            case Rendered.Ready(var body) -> {
                var order = carryOut.order(call, row, body);
                var held = hold.hold(call, agent, row, admitted.reservation(), requirement, order);
                journal.held(held.row(), admitted);
                yield Optional.of(new Invoked.Held(held.row(), held.approval(), limits));
            }
        };
    }

    /** The record before the effect: from here on nothing is lost, whatever stops. */
    private Invoked effected(Call call, Agent agent, Invocation row, Admission.Admitted admitted) {
        var later = CarryOut.isLater(call, agent);
        var open =
                row.admitted(
                        admitted.reservation(),
                        later ? InvocationStatus.QUEUED : InvocationStatus.ADMITTED,
                        millis(clock.instant().plus(CarryOut.patience(later))));
        lineage.open(open);
        journal.admitted(open, admitted);
        var limits = new Invoked.Limits(admitted.rates(), admitted.budgets(), admitted.exact());
        var carried = carryOut.carryOut(call, agent, open, limits);
        if (!carried.status().isOpen()) {
            journal.ended(carried);
        }
        return new Invoked.Carried(carried, limits);
    }

    private Invoked tooLate(Invocation row) {
        var why =
                new Admission.Undecided(
                        "the decision took longer than " + RECORDED_WITHIN.toSeconds() + " s",
                        Duration.ofSeconds(1));
        return new Invoked.Undecided(refused(row, "not_decided", why.why()), why);
    }

    private boolean isAbandoned(InvocationId former) {
        return former.time().plus(ABANDONED).isBefore(clock.instant());
    }

    private Invocation begun(Call call, Agent agent) {
        var now = millis(clock.instant());
        return new Invocation(
                ids.invocation(),
                agent.organisation(),
                agent.id(),
                agent.platform(),
                agent.environment(),
                new Caller(
                        call.principal().id(),
                        call.principal().team(),
                        call.onBehalfOf(),
                        call.origin().address()),
                call.traceId(),
                InvocationStatus.ADMITTED,
                Optional.empty(),
                Money.ZERO,
                Money.ZERO,
                List.of(),
                Optional.empty(),
                now,
                now,
                Optional.empty(),
                Optional.empty());
    }

    private Invocation refused(Invocation row, String code, String detail) {
        var refused =
                row.ended(
                        InvocationStatus.REFUSED,
                        Money.ZERO,
                        Outcome.refused(millis(clock.instant()), code, detail));
        lineage.open(refused);
        journal.refused(refused);
        return refused;
    }

    /** The precision that rows are kept in. */
    private static Instant millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }
}
