package dev.tollgate.delivery;

import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.platforms.CallAgent;

/** Carries out one order, whatever it is for. */
final class Deliver {
    private final DeliverCall calls;
    private final DeliverReply replies;

    Deliver(Config config, DeliveryFunction.Ports ports) {
        var callAgent =
                new CallAgent(ports.credentials(), ports.destinations(), config.addresses());
        this.calls =
                new DeliverCall(
                        config, ports, callAgent, new Close(ports, new Tell(config, ports)));
        this.replies = new DeliverReply(config, ports, callAgent);
    }

    Handled deliver(DeliveryOrder order) {
        return switch (order.purpose()) {
            case Purpose.Call call -> calls.deliver(order, call);
            case Purpose.Reply reply -> replies.deliver(order, reply);
            case Purpose.Event event -> throw new IllegalStateException("not yet: " + event);
        };
    }
}
