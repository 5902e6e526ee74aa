package dev.tollgate.delivery;

import dev.tollgate.delivery.Traffic.Light;
import dev.tollgate.delivery.Traffic.Route;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.Deliveries.Claimed;
import dev.tollgate.domain.delivery.Deliveries.Lease;
import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.lineage.Ending;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.platforms.CallAgent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries out one order of a call.
 *
 * <p>The function may die after every step, and the queue then hands out the order again. So every
 * step but the call itself may be repeated, and they are ordered so that nothing is lost:
 *
 * <ol>
 *   <li>Whether the destination is alive and there is a slot for it: see {@link Traffic}. If not,
 *       the order goes back to the queue, and no attempt counts.
 *   <li>The attempt is claimed, then the lineage row is kept open for longer than the claim lasts:
 *       maintenance does not end a call that is being made.
 *   <li>The call. Whoever dies between it and the next write leaves an attempt that is made again
 *       once the claim is over, with the same idempotency key; that cannot be avoided.
 *   <li>Not the last attempt: what came of it and when the next is due are written before the next
 *       order is sent, see {@link Postpone}.
 *   <li>The last attempt: see {@link Close}.
 * </ol>
 */
final class DeliverCall {
    /** How soon it is looked again whether a kill switch was put back. */
    private static final Duration HALT = Duration.ofSeconds(30);

    private static final Duration LONGEST_HALT = Duration.ofDays(1);

    private final Lineage lineage;
    private final Deliveries deliveries;
    private final Agents agents;
    private final Halt halt;
    private final CallAgent callAgent;
    private final Close close;
    private final Postpone postpone;
    private final Attempts attempts;
    private final Traffic traffic;
    private final Duration timeout;
    private final InstantSource clock;

    DeliverCall(
            Config config,
            DeliveryFunction.Ports ports,
            CallAgent callAgent,
            Traffic traffic,
            Halt halt,
            Close close) {
        this.lineage = ports.lineage();
        this.deliveries = ports.deliveries();
        this.agents = ports.agents();
        this.halt = halt;
        this.callAgent = callAgent;
        this.close = close;
        this.postpone = new Postpone(ports, close);
        this.attempts = new Attempts(config, ports.random());
        this.traffic = traffic;
        this.timeout = config.timeout();
        this.clock = ports.clock();
    }

    Handled deliver(DeliveryOrder order, Purpose.Call call) {
        var row = lineage.find(order.organisation(), call.invocation());
        if (row.isEmpty()) {
            return new Handled.Done("there is no such call (any more)");
        }
        if (!row.get().status().isOpen()) {
            return close.afterwards(order, call, row.get());
        }
        var now = clock.instant();
        if (order.due().isAfter(now)) {
            return postpone.untilDue(order);
        }
        var halted = halt.of(order.organisation(), call.agent());
        if (halted.isPresent()) {
            return halted(order, call, row.get(), halted.get());
        }
        var route = route(order, call, row.get());
        return switch (traffic.ask(order, route)) {
            case Light.Green green ->
                    claimed(order, call, row.get(), mine -> attempt(mine, route, green));
            case Light.Red(var turn) -> postpone.until(order.at(turn), call, row.get());
            case Light.Never(var why) ->
                    claimed(order, call, row.get(), mine -> end(mine, dead(why)));
        };
    }

    /** It waits, without an attempt that counts; not forever, since money is held for it. */
    private Handled halted(
            DeliveryOrder order, Purpose.Call call, Invocation row, KillSwitch lever) {
        var now = clock.instant();
        return now.isBefore(order.turn().since().plus(LONGEST_HALT))
                ? postpone.until(order.at(order.turn().postponed(now.plus(HALT), false)), call, row)
                : claimed(
                        order,
                        call,
                        row,
                        mine -> end(mine, Report.refused("kill_switch", lever.sentence(), now)));
    }

    private static Route route(DeliveryOrder order, Purpose.Call call, Invocation row) {
        return new Route(
                order.organisation(),
                call.agent().value(),
                row.platform().text(),
                CallAgent.pace(row.platform()),
                CallAgent.sends(row.platform(), order.body(), order.turn().progress()));
    }

    /** An attempt that nobody else makes. */
    private record Mine(
            DeliveryOrder order,
            Purpose.Call call,
            Invocation open,
            Lease lease,
            Delivery delivery) {}

    private Handled claimed(
            DeliveryOrder order, Purpose.Call call, Invocation row, Function<Mine, Handled> then) {
        var now = clock.instant();
        var lease = attempts.lease(now);
        return switch (deliveries.claim(order, lease, now)) {
            case Claimed.Mine(var delivery) -> {
                var open =
                        row.waiting(InvocationStatus.QUEUED, lease.until().plus(Postpone.LATENESS));
                yield lineage.replaceOpen(open)
                        ? then.apply(new Mine(order, call, open, lease, delivery))
                        : close.ended(order, call);
            }
            // It stays on the queue, for the case that whoever has it dies.
            case Claimed.Busy(var until) ->
                    new Handled.LeftOnQueue("somebody else has it until " + until);
            case Claimed.Past(var delivery) -> postpone.again(order, call, row, delivery);
            case Claimed.Over _ -> new Handled.Done("it was over already");
        };
    }

    private Handled attempt(Mine mine, Route route, Light.Green green) {
        // Looked up after the claim: a copy of the order must not end a call that is being made.
        var agent = agents.find(mine.order().organisation(), mine.call().agent());
        if (agent.isEmpty() || agent.get().status() != AgentStatus.ACTIVE) {
            return end(mine, unavailable(agent));
        }
        var order = mine.order();
        var began = clock.instant();
        var sent = callAgent.send(agent.get(), parcel(order, mine.call()));
        var over = clock.instant();
        traffic.tell(route, green, sent.execution());
        var ending = Ending.of(sent.execution(), mine.open().held(), sent.output(), over);
        var next = attempts.after(order, sent, over);
        var attempt = Report.of(order, began, over, sent.execution(), ending, next);
        close.attempted(mine.open(), attempt);
        if (next.isPresent()) {
            var error = ending.outcome().detail().orElse(attempt.code());
            return deliveries.await(order, mine.lease(), attempt, error, next.get())
                    ? postpone.until(order.at(next.get()), mine.call(), mine.open())
                    : new Handled.LeftOnQueue("somebody else has taken it over");
        }
        var last = sent.execution().retriable() ? Report.givenUp(ending, order.attempt()) : ending;
        return close.end(
                order, mine.call(), mine.open(), mine.delivery(), last, Optional.of(attempt));
    }

    private CallAgent.Parcel parcel(DeliveryOrder order, Purpose.Call call) {
        return new CallAgent.Parcel(
                Optional.empty(),
                call.invocation().value(),
                call.idempotencyKey(),
                order.body(),
                Map.of("traceparent", order.traceparent()),
                timeout,
                order.turn().progress());
    }

    /** Without an attempt. */
    private Handled end(Mine mine, Ending ending) {
        return close.end(
                mine.order(), mine.call(), mine.open(), mine.delivery(), ending, Optional.empty());
    }

    private Ending dead(String why) {
        return Report.refused("destination_dead", "It was given up: " + why, clock.instant());
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
}
