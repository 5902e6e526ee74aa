package dev.tollgate.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import dev.tollgate.domain.lineage.Outcome;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.platforms.About;
import dev.tollgate.platforms.CallAgent;
import dev.tollgate.platforms.Message;
import dev.tollgate.platforms.Rendered;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders that whoever asked on a platform is told of the end of the call. */
final class Tell {
    private static final Logger LOG = LoggerFactory.getLogger(Tell.class);

    private final Agents agents;
    private final DeliveryQueue queue;
    private final PublicUrl url;

    Tell(Config config, DeliveryFunction.Ports ports) {
        this.agents = ports.agents();
        this.queue = ports.queue();
        this.url = config.url();
    }

    /** May be repeated: the reply to a call is one delivery. */
    void tell(DeliveryOrder order, Invocation over, ReplyAddress to) {
        var through = agents.find(order.organisation(), to.through());
        if (through.isEmpty()) {
            LOG.info("nobody is told of {}: {} is gone", over.id(), to.through());
            return;
        }
        var body =
                fitting(CallAgent.render(through.get(), message(over)))
                        .or(() -> fitting(CallAgent.render(through.get(), tooLong(over))));
        body.ifPresentOrElse(
                text -> queue.send(reply(order, over, to, text), Duration.ZERO),
                () -> LOG.error("nobody is told of {}: it cannot be shown", over.id()));
    }

    private static Optional<String> fitting(Rendered rendered) {
        return rendered instanceof Rendered.Ready(var body) && DeliveryOrder.fits(body)
                ? Optional.of(body)
                : Optional.empty();
    }

    private Message tooLong(Invocation over) {
        return new Message.Failed(
                about(over, over.outcome().orElseThrow()),
                "answer_too_long",
                "There is an answer, and it is too long to be shown here. The record of the call"
                        + " holds it.");
    }

    private static DeliveryOrder reply(
            DeliveryOrder order, Invocation over, ReplyAddress to, String body) {
        var at = over.outcome().orElseThrow().at();
        return DeliveryOrder.reply(
                order.organisation(), over.id(), to, body, order.traceparent(), at);
    }

    private Message message(Invocation over) {
        var outcome = over.outcome().orElseThrow();
        var about = about(over, outcome);
        return over.status() == InvocationStatus.COMPLETED
                ? new Message.Completed(about, output(outcome))
                : new Message.Failed(
                        about,
                        outcome.code().orElse(over.status().text()),
                        outcome.detail().orElse("The call failed."));
    }

    private static JsonNode output(Outcome outcome) {
        return Json.parse(outcome.output().orElse("null"));
    }

    private About about(Invocation over, Outcome outcome) {
        return new About(
                agents.find(over.organisation(), over.agent())
                        .map(Agent::name)
                        .orElseGet(() -> over.agent().value()),
                over.caller().shown(),
                Optional.of(over.cost()),
                Optional.of(Duration.between(over.requestedAt(), outcome.at())),
                url.of(over.id()));
    }
}
