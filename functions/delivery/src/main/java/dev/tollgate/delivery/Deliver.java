package dev.tollgate.delivery;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Deliveries.Claimed;
import dev.tollgate.domain.delivery.Deliveries.Lease;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.RetrySchedule;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.outbound.CallAgent;
import dev.tollgate.outbound.CustomHttp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Carries out one order.
 *
 * <p>The function may die after every step, and the queue then hands out the order again. So every
 * step but the call itself may be repeated, and they are ordered so that nothing is lost:
 *
 * <ol>
 *   <li>The attempt is claimed, then the lineage row is kept open for longer than the claim lasts:
 *       maintenance does not end a call that is being made.
 *   <li>The call. Whoever dies between it and the next write leaves an attempt that is made again
 *       once the claim is over, with the same idempotency key; that cannot be avoided.
 *   <li>Not the last attempt: what came of it and when the next is due are written before the next
 *       order is sent, see {@link Postpone}.
 *   <li>The last attempt: see {@link Close}.
 * </ol>
 */
final class Deliver {
    /** Beyond the timeout of an attempt: time for the writes around it. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final int TOKEN_BYTES = 16;

    private final Lineage lineage;
    private final Deliveries deliveries;
    private final Agents agents;
    private final CallAgent callAgent;
    private final Close close;
    private final Postpone postpone;
    private final RetrySchedule schedule;
    private final Duration timeout;
    private final InstantSource clock;
    private final RandomGenerator random;

    Deliver(Config config, DeliveryFunction.Ports ports, Close close) {
        this.lineage = ports.lineage();
        this.deliveries = ports.deliveries();
        this.agents = ports.agents();
        this.callAgent = new CallAgent(ports.credentials(), ports.destinations());
        this.close = close;
        this.postpone = new Postpone(ports, close);
        this.schedule = config.schedule();
        this.timeout = config.timeout();
        this.clock = ports.clock();
        this.random = ports.random();
    }

    Handled deliver(DeliveryOrder order) {
        var row = lineage.find(order.organisation(), order.invocation());
        if (row.isEmpty()) {
            return new Handled.Done("there is no such call (any more)");
        }
        if (!row.get().status().isOpen()) {
            return close.afterwards(order, row.get());
        }
        var now = clock.instant();
        if (order.due().isAfter(now)) {
            return postpone.untilDue(order);
        }
        var lease = new Lease(token(), now.plus(timeout).plus(MARGIN));
        return switch (deliveries.claim(order, lease, now)) {
            case Claimed.Mine(var delivery) -> attempt(order, lease, row.get(), delivery);
            // It stays on the queue, for the case that whoever has it dies.
            case Claimed.Busy(var until) ->
                    new Handled.LeftOnQueue("somebody else has it until " + until);
            case Claimed.Past(var delivery) -> postpone.again(order, row.get(), delivery);
            case Claimed.Over _ -> new Handled.Done("it was over already");
        };
    }

    private Handled attempt(
            DeliveryOrder order, Lease lease, Invocation admitted, Delivery delivery) {
        var open = admitted.waiting(InvocationStatus.QUEUED, lease.until().plus(Postpone.LATENESS));
        if (!lineage.replaceOpen(open)) {
            return close.ended(order);
        }
        // Looked up after the claim: a copy of the order must not end a call that is being made.
        var agent = agents.find(order.organisation(), order.agent());
        if (agent.isEmpty() || agent.get().status() != AgentStatus.ACTIVE) {
            return close.end(order, open, delivery, unavailable(agent), Optional.empty());
        }
        var began = clock.instant();
        var execution =
                callAgent.call(
                        agent.get(),
                        order.invocation(),
                        order.body(),
                        Map.of("traceparent", order.traceparent()),
                        timeout);
        var over = clock.instant();
        var ending = Ending.of(execution, open.held(), output(agent.get(), execution), over);
        var next = next(order, execution, over);
        var counts = next.filter(it -> it.counted() == order.counted()).isEmpty();
        var attempt = Report.of(order.attempt(), began, over, execution, ending, counts);
        close.attempted(open, attempt);
        if (next.isPresent()) {
            var error = ending.outcome().detail().orElse(attempt.code());
            return postpone.until(next.get(), order, lease, open, attempt, error);
        }
        var last = execution.retriable() ? Report.givenUp(ending, order.attempt()) : ending;
        return close.end(order, open, delivery, last, Optional.of(attempt));
    }

    /** The order for another attempt, if one follows. */
    private Optional<DeliveryOrder> next(DeliveryOrder order, Execution execution, Instant now) {
        if (!execution.retriable()) {
            return Optional.empty();
        }
        return switch (schedule.after(order, Report.retryAfter(execution), now, random)) {
            case RetrySchedule.Next.Again(var next) -> Optional.of(next);
            case RetrySchedule.Next.UsedUp _ -> Optional.empty();
        };
    }

    private Ending unavailable(Optional<Agent> agent) {
        Instant now = clock.instant();
        return agent.isEmpty()
                ? Report.refused(
                        "agent_deleted", "The agent was deleted before the call was made.", now)
                : Report.refused(
                        "agent_suspended",
                        "The agent was suspended before the call was made.",
                        now);
    }

    private static Optional<String> output(Agent agent, Execution execution) {
        return execution instanceof Execution.Answered answered
                ? Optional.of(CustomHttp.output(agent, answered))
                : Optional.empty();
    }

    private String token() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
