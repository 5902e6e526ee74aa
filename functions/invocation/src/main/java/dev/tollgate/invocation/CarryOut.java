package dev.tollgate.invocation;

import dev.tollgate.domain.DeliveryId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.Threshold;
import dev.tollgate.domain.admission.Thresholds;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.Turn;
import dev.tollgate.domain.lineage.Conclude;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.platforms.About;
import dev.tollgate.platforms.CallAgent;
import dev.tollgate.platforms.Message;
import dev.tollgate.platforms.Rendered;
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
    private final PublicUrl url;
    private final InstantSource clock;

    CarryOut(
            CallAgent callAgent,
            DeliveryQueue queue,
            Conclude conclude,
            Thresholds thresholds,
            Duration timeout,
            PublicUrl url,
            InstantSource clock) {
        this.callAgent = callAgent;
        this.queue = queue;
        this.conclude = conclude;
        this.thresholds = thresholds;
        this.timeout = within(timeout);
        this.url = url;
        this.clock = clock;
    }

    /** How long an agent may take while its caller waits. */
    static Duration within(Duration timeout) {
        return timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    }

    /** Whether the call is queued: the caller wants that, or the platform makes nobody wait. */
    static boolean isLater(Call call, Agent agent) {
        return call.later() || !CallAgent.answersAtOnce(agent.platform());
    }

    /** For how long maintenance leaves such a call alone. */
    static Duration patience(boolean later) {
        return later ? Duration.ofHours(24) : Duration.ofMinutes(2);
    }

    /**
     * The call in the format of the agent's platform.
     *
     * @param degraded whether with the agent's cheaper settings
     */
    Rendered render(Call call, Agent agent, Invocation row, boolean degraded) {
        if (call.repeats().isPresent()) {
            return new Rendered.Ready(call.repeats().get().body());
        }
        var about =
                new About(
                        agent.name(),
                        row.caller().shown(),
                        Optional.of(agent.costPerExecution()),
                        Optional.empty(),
                        url.of(row.id()));
        return CallAgent.render(
                agent,
                new Message.Call(
                        about, row, call.input(), call.context(), call.metadata(), degraded));
    }

    /** The row as it stands after this. */
    Invocation carryOut(Call call, Agent agent, Invocation open, Invoked.Limits limits) {
        return switch (render(call, agent, open, isDegraded(limits))) {
            case Rendered.Ready(var body) when isLater(call, agent) -> queued(call, open, body);
            case Rendered.Ready(var body) -> called(call, agent, open, body);
            case Rendered.Unfit(var why) ->
                    ended(
                            open,
                            new Ending(
                                    InvocationStatus.FAILED,
                                    Money.ZERO,
                                    Outcome.refused(clock.instant(), "content_unfit", why)));
        };
    }

    /** Only soft budgets let calls go on beyond their degraded threshold with other settings. */
    boolean isDegraded(Invoked.Limits limits) {
        return limits.budgets().stream()
                .filter(state -> !state.rule().hard())
                .flatMap(state -> thresholds.reached(state.used(), state.rule().limit()).stream())
                .anyMatch(reached -> reached.compareTo(Threshold.DEGRADED) >= 0);
    }

    private Invocation called(Call call, Agent agent, Invocation open, String body) {
        var sent =
                callAgent.send(
                        agent,
                        new CallAgent.Parcel(
                                Optional.empty(),
                                open.id().value(),
                                idempotencyKey(call, open),
                                body,
                                Map.of("traceparent", call.traceparent()),
                                timeout,
                                Progress.NONE));
        return ended(
                open, Ending.of(sent.execution(), open.held(), sent.output(), clock.instant()));
    }

    private static String idempotencyKey(Call call, Invocation open) {
        return call.repeats().map(Call.Repeat::idempotencyKey).orElse(open.id().value());
    }

    /** The call as the delivery function is told of it. */
    DeliveryOrder order(Call call, Invocation row, String body) {
        return new DeliveryOrder(
                row.organisation(),
                DeliveryId.of(row.id()),
                new Purpose.Call(row.agent(), row.id(), idempotencyKey(call, row), call.replyTo()),
                body,
                call.traceparent(),
                Turn.first(clock.instant()));
    }

    /** What cannot be queued was never attempted, so it costs nothing. */
    private Invocation queued(Call call, Invocation open, String body) {
        try {
            queue.send(order(call, open, body), Duration.ZERO);
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
