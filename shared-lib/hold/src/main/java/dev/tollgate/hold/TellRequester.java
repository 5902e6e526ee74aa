package dev.tollgate.hold;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.platforms.About;
import dev.tollgate.platforms.CallAgent;
import dev.tollgate.platforms.Message;
import dev.tollgate.platforms.Rendered;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever gave a command on a platform that nobody agreed to it. */
final class TellRequester {
    private static final Logger LOG = LoggerFactory.getLogger(TellRequester.class);

    private final Agents agents;
    private final DeliveryQueue queue;
    private final PublicUrl url;

    TellRequester(HoldPorts ports) {
        this.agents = ports.agents();
        this.queue = ports.queue();
        this.url = ports.url();
    }

    /** May be repeated: the reply to a call is one delivery. */
    void refused(DeliveryOrder order, Invocation over, Approval refused) {
        if (order.purpose() instanceof Purpose.Call(_, _, _, var replyTo)) {
            replyTo.ifPresent(to ->
                    agents.find(order.organisation(), to.through())
                            .ifPresent(through -> tell(through, order, to, over, refused)));
        }
    }

    private void tell(
            Agent through,
            DeliveryOrder order,
            ReplyAddress to,
            Invocation over,
            Approval refused) {
        var outcome = over.outcome().orElseThrow();
        var about =
                new About(
                        through.name(),
                        over.caller().shown(),
                        Optional.of(over.cost()),
                        Optional.empty(),
                        url.of(over.id()));
        var message =
                new Message.Failed(
                        about,
                        outcome.code().orElse(over.status().text()),
                        Refused.sentence(refused));
        switch (CallAgent.render(through, message)) {
            case Rendered.Ready(var body) ->
                    queue.send(
                            DeliveryOrder.reply(
                                    order.organisation(),
                                    over.id(),
                                    to,
                                    body,
                                    order.traceparent(),
                                    outcome.at()),
                            Duration.ZERO);
            case Rendered.Unfit(var why) -> LOG.error("nobody is told of {}: {}", over.id(), why);
        }
    }
}
