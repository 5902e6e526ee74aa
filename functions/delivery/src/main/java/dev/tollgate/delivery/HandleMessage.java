package dev.tollgate.delivery;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.queue.MalformedOrder;
import dev.tollgate.queue.OrderMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One message, on its own: whatever is wrong with it is its own affair. Log lines carry ids, never
 * a body.
 */
final class HandleMessage {
    private static final Logger LOG = LoggerFactory.getLogger(HandleMessage.class);

    private final Deliver deliver;
    private final DeliveryQueue queue;

    HandleMessage(Deliver deliver, DeliveryQueue queue) {
        this.deliver = deliver;
        this.queue = queue;
    }

    /** Whether the queue may forget the message. */
    boolean isDone(SQSMessage message) {
        try {
            return handle(message);
        } catch (RuntimeException e) {
            LOG.error("message {} failed and stays on the queue", message.getMessageId(), e);
            return false;
        } finally {
            MDC.clear();
        }
    }

    private boolean handle(SQSMessage message) {
        try {
            return deliver(OrderMessage.read(message.getBody()));
        } catch (MalformedOrder e) {
            // Reading it again would not help.
            LOG.error("message {} is no order and is buried", message.getMessageId(), e);
            queue.buryUnreadable(message.getBody(), "unreadable: " + e.getMessage());
            return true;
        }
    }

    private boolean deliver(DeliveryOrder order) {
        MDC.put("organisation_id", order.organisation().value());
        MDC.put("delivery_id", order.id().value());
        order.purpose()
                .subject()
                .invocation()
                .ifPresent(call -> MDC.put("invocation_id", call.value()));
        MDC.put("correlation_id", order.traceparent().substring(3, 35));
        return switch (deliver.deliver(order)) {
            case Handled.Done(var what) -> {
                LOG.info("attempt {}: {}", order.attempt(), what);
                yield true;
            }
            case Handled.LeftOnQueue(var why) -> {
                LOG.info("attempt {} stays on the queue: {}", order.attempt(), why);
                yield false;
            }
        };
    }
}
