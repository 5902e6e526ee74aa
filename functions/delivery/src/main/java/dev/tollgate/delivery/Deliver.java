package dev.tollgate.delivery;

import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.platforms.CallAgent;
import dev.tollgate.queue.Announce;

/** Carries out one order, whatever it is for. */
final class Deliver {
    private final DeliverCall calls;
    private final DeliverReply replies;
    private final DeliverEvent events;

    Deliver(Config config, DeliveryFunction.Ports ports) {
        var callAgent =
                new CallAgent(
                        ports.credentials(),
                        ports.destinations(),
                        config.addresses(),
                        ports.clock());
        var announce =
                new Announce(
                        ports.subscriptions(),
                        ports.queue(),
                        ports.metrics(),
                        ports.clock(),
                        ports.random());
        var traffic = new Traffic(config, ports, announce);
        var halt = new Halt(ports.killSwitches(), config.killSwitchAge(), ports.clock());
        var letter = new Letter(config, ports, traffic);
        var close = new Close(ports, new Tell(config, ports), announce);
        this.calls = new DeliverCall(config, ports, callAgent, traffic, halt, close);
        this.replies = new DeliverReply(config, ports, callAgent, halt, letter);
        this.events = new DeliverEvent(config, ports, letter, announce);
    }

    Handled deliver(DeliveryOrder order) {
        return switch (order.purpose()) {
            case Purpose.Call call -> calls.deliver(order, call);
            case Purpose.Reply reply -> replies.deliver(order, reply);
            case Purpose.Event event -> events.deliver(order, event);
        };
    }
}
