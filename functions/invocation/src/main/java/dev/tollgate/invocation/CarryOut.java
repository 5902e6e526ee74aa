package dev.tollgate.invocation;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.Threshold;
import dev.tollgate.domain.admission.Thresholds;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.lineage.Conclude;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.outbound.CallAgent;
import dev.tollgate.outbound.CustomHttp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Carries out an admitted call, at once or by way of the queue, and ends it. */
final class CarryOut {
    /** An API Gateway HTTP API answers for a function after 30 s, so an agent gets less. */
    static final Duration LONGEST = Duration.ofSeconds(26);

    private final CallAgent callAgent;
    private final DeliveryQueue queue;
    private final Conclude conclude;
    private final Thresholds thresholds;
    private final Duration timeout;
    private final InstantSource clock;

    CarryOut(
            CallAgent callAgent,
            DeliveryQueue queue,
            Conclude conclude,
            Thresholds thresholds,
            Duration timeout,
            InstantSource clock) {
        this.callAgent = callAgent;
        this.queue = queue;
        this.conclude = conclude;
        this.thresholds = thresholds;
        this.timeout = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
        this.clock = clock;
    }

    /** For how long maintenance leaves such a call alone. */
    static Duration patience(boolean later) {
        return later ? Duration.ofHours(24) : Duration.ofMinutes(2);
    }

    /** Whether a call that is to be carried out later is small enough to be queued. */
    static boolean fits(Call call, Agent agent, Invocation row) {
        return DeliveryOrder.fits(
                CustomHttp.body(agent, row, call.input(), call.context(), call.metadata(), true));
    }

    /** The row as it stands after this. */
    Invocation carryOut(Call call, Agent agent, Invocation open, Invoked.Limits limits) {
        var body =
                CustomHttp.body(
                        agent,
                        open,
                        call.input(),
                        call.context(),
                        call.metadata(),
                        isDegraded(limits));
        return call.later() ? queued(call, open, body) : called(call, agent, open, body);
    }

    /** Only soft budgets let calls go on beyond their degraded threshold with other settings. */
    private boolean isDegraded(Invoked.Limits limits) {
        return limits.budgets().stream()
                .filter(state -> !state.rule().hard())
                .flatMap(state -> thresholds.reached(state.used(), state.rule().limit()).stream())
                .anyMatch(reached -> reached.compareTo(Threshold.DEGRADED) >= 0);
    }

    private Invocation called(Call call, Agent agent, Invocation open, String body) {
        var execution =
                callAgent.call(
                        agent, open.id(), body, Map.of("traceparent", call.traceparent()), timeout);
        var output =
                execution instanceof Execution.Answered answered
                        ? Optional.of(CustomHttp.output(agent, answered))
                        : Optional.<String>empty();
        return ended(open, Ending.of(execution, open.held(), output, clock.instant()));
    }

    /** What cannot be queued was never attempted, so it costs nothing. */
    private Invocation queued(Call call, Invocation open, String body) {
        try {
            queue.send(
                    DeliveryOrder.first(
                            open.organisation(),
                            open.agent(),
                            open.id(),
                            body,
                            call.traceparent(),
                            clock.instant()),
                    Duration.ZERO);
            return open;
        } catch (RuntimeException e) {
            return ended(
                    open,
                    new Ending(
                            InvocationStatus.FAILED,
                            Money.ZERO,
                            Outcome.refused(
                                    clock.instant(),
                                    "not_queued",
                                    "The call could not be queued: "
                                            + e.getClass().getSimpleName())));
        }
    }

    private Invocation ended(Invocation open, Ending ending) {
        conclude.conclude(open, ending);
        return open.ended(ending.status(), ending.cost(), ending.outcome());
    }
}
