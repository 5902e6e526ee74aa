package dev.tollgate.invocation;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.inbound.Content;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.lambda.Request;
import dev.tollgate.platforms.About;
import dev.tollgate.platforms.CallAgent;
import dev.tollgate.platforms.Message;
import dev.tollgate.platforms.Rendered;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a refusal after the answer, where a platform shows nothing of the answer itself. */
final class TellLater {
    private static final Logger LOG = LoggerFactory.getLogger(TellLater.class);

    private final DeliveryQueue queue;
    private final PublicUrl url;
    private final InstantSource clock;

    TellLater(DeliveryQueue queue, PublicUrl url, InstantSource clock) {
        this.queue = queue;
        this.url = url;
        this.clock = clock;
    }

    /** What left no record has nothing that a delivery could be of. */
    void tell(Agent through, Call call, Refusal refusal) {
        if (refusal.row().isEmpty()) {
            LOG.info("nobody is told by {}: {}", through.id(), refusal.sentence());
            return;
        }
        var row = refusal.row().get();
        switch (CallAgent.render(through, message(through, row, refusal.sentence()))) {
            case Rendered.Ready(var body) -> queue.send(order(call, row, body), Duration.ZERO);
            case Rendered.Unfit(var why) -> LOG.error("nobody is told of {}: {}", row.id(), why);
        }
    }

    /**
     * What came of a button, where the platform shows nothing of the answer: to whoever pressed it.
     */
    void tell(
            Agent through, Content.Decision decision, DecideOnPlatform.Told told, Request request) {
        var about =
                new About(
                        through.name(),
                        decision.person().name().orElse(decision.person().id()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        var message =
                told.decided()
                        ? new Message.Completed(about, TextNode.valueOf(told.sentence()))
                        : new Message.Failed(about, "not_decided", told.sentence());
        switch (CallAgent.render(through, message)) {
            case Rendered.Ready(var body) ->
                    queue.send(
                            DeliveryOrder.reply(
                                    through.organisation(),
                                    new InvocationId("inv_" + decision.approval().substring(4)),
                                    new ReplyAddress(through.id(), decision.replyTo()),
                                    body,
                                    request.trace().toString(),
                                    clock.instant()),
                            Duration.ZERO);
            case Rendered.Unfit(var why) ->
                    LOG.error("nobody is told of {}: {}", decision.approval(), why);
        }
    }

    private Message message(Agent through, Invocation row, String sentence) {
        var about =
                new About(
                        through.name(),
                        row.caller().shown(),
                        Optional.empty(),
                        Optional.empty(),
                        url.of(row.id()));
        return new Message.Failed(
                about,
                row.outcome().flatMap(outcome -> outcome.code()).orElse(row.status().text()),
                sentence);
    }

    private static DeliveryOrder order(Call call, Invocation row, String body) {
        return DeliveryOrder.reply(
                row.organisation(),
                row.id(),
                call.replyTo().orElseThrow(),
                body,
                call.traceparent(),
                row.requestedAt());
    }
}
