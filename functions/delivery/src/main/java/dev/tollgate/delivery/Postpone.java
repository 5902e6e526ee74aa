package dev.tollgate.delivery;

import dev.tollgate.domain.delivery.Delivery;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.DeliveryStatus;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Lineage;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Sees to it that another attempt is made later; the money stays held.
 *
 * <p>The record of the attempt comes first, the next order last. Whoever dies between them is made
 * up for by the copy of the order that SQS hands out again, see {@link #again}.
 */
final class Postpone {
    /** How late an order may be read before maintenance takes its call for interrupted. */
    static final Duration LATENESS = Duration.ofHours(1);

    private final Lineage lineage;
    private final DeliveryQueue queue;
    private final Close close;
    private final InstantSource clock;

    Postpone(DeliveryFunction.Ports ports, Close close) {
        this.lineage = ports.lineage();
        this.queue = ports.queue();
        this.close = close;
        this.clock = ports.clock();
    }

    /** The order came before it is due: a message cannot be held back for long enough. */
    Handled untilDue(DeliveryOrder order) {
        queue.send(order, Duration.between(clock.instant(), order.due()));
        return new Handled.Done("not due before " + order.due());
    }

    /** After an attempt that failed for now and was recorded, or that may not be made yet. */
    Handled until(DeliveryOrder next, Purpose.Call call, Invocation open) {
        var waiting = open.waiting(InvocationStatus.QUEUED, next.due().plus(LATENESS));
        if (!lineage.replaceOpen(waiting)) {
            return close.ended(next, call);
        }
        var delay = Duration.between(clock.instant(), next.due());
        queue.send(next, delay.isNegative() ? Duration.ZERO : delay);
        return new Handled.Done("attempt " + next.attempt() + " is due at " + next.due());
    }

    /** This attempt is over; that the next order was sent is not certain, so it is sent again. */
    Handled again(DeliveryOrder order, Purpose.Call call, Invocation open, Delivery delivery) {
        if (delivery.status() != DeliveryStatus.PENDING) {
            return new Handled.Done("a later attempt is being made");
        }
        return until(order.at(delivery.turn()), call, open);
    }
}
