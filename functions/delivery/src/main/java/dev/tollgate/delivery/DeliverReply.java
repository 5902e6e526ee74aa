package dev.tollgate.delivery;

import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.platforms.CallAgent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Tells the one who gave a command on a platform what came of it. */
final class DeliverReply {
    private final Agents agents;
    private final Halt halt;
    private final CallAgent callAgent;
    private final Letter letter;
    private final Duration timeout;

    DeliverReply(
            Config config,
            DeliveryFunction.Ports ports,
            CallAgent callAgent,
            Halt halt,
            Letter letter) {
        this.agents = ports.agents();
        this.halt = halt;
        this.callAgent = callAgent;
        this.letter = letter;
        this.timeout = config.timeout();
    }

    Handled deliver(DeliveryOrder order, Purpose.Reply reply) {
        var through = agents.find(order.organisation(), reply.to().through());
        if (through.isEmpty()) {
            return letter.refuse(
                    order, "unknown", "agent_deleted", "The agent was deleted meanwhile.");
        }
        var agent = through.get();
        var platform = agent.platform().text();
        var halted = halt.of(order.organisation(), agent.id());
        if (halted.isPresent()) {
            return letter.refuse(order, platform, "kill_switch", halted.get().sentence());
        }
        if (agent.status() != AgentStatus.ACTIVE) {
            return letter.refuse(
                    order, platform, "agent_suspended", "The agent was suspended meanwhile.");
        }
        var parcel =
                new CallAgent.Parcel(
                        Optional.of(reply.to()),
                        reply.invocation().value(),
                        order.id().value(),
                        order.body(),
                        Map.of("traceparent", order.traceparent()),
                        timeout,
                        order.turn().progress());
        var route =
                new Traffic.Route(
                        order.organisation(),
                        agent.id().value(),
                        platform,
                        CallAgent.pace(agent.platform()),
                        CallAgent.sends(agent.platform(), order.body(), order.turn().progress()));
        return letter.attempt(order, route, () -> callAgent.send(agent, parcel), _ -> {});
    }
}
