package dev.tollgate.hold;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.delivery.Purpose;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.delivery.Turn;
import dev.tollgate.lambda.PublicUrl;
import dev.tollgate.platforms.About;
import dev.tollgate.platforms.CallAgent;
import dev.tollgate.platforms.Message;
import dev.tollgate.platforms.Rendered;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a held call to people on chat platforms, with buttons to decide. Never fails: who cannot be
 * shown it there finds it in the list.
 */
public final class AskApprovers {
    /** Nothing larger is shown; the whole of it is behind the link. */
    private static final int LONGEST = 1500;

    private static final Logger LOG = LoggerFactory.getLogger(AskApprovers.class);

    private final Agents agents;
    private final DeliveryQueue queue;
    private final PublicUrl url;

    public AskApprovers(HoldPorts ports) {
        this.agents = ports.agents();
        this.queue = ports.queue();
        this.url = ports.url();
    }

    /**
     * May be repeated: the same occasion is one delivery.
     *
     * @param occasion a code, such as {@code required}
     */
    public void ask(Approval approval, String occasion, String traceparent, Instant at) {
        for (var through : approval.requirement().askThrough()) {
            try {
                agents.find(approval.organisation(), through)
                        .filter(agent -> agent.status() == AgentStatus.ACTIVE)
                        .ifPresent(agent -> ask(agent, approval, occasion, traceparent, at));
            } catch (RuntimeException e) {
                LOG.error("nobody is asked through {} about {}", through, approval.id(), e);
            }
        }
    }

    private void ask(
            Agent through, Approval approval, String occasion, String traceparent, Instant at) {
        switch (CallAgent.render(through, message(approval))) {
            case Rendered.Ready(var body) ->
                    queue.send(
                            new DeliveryOrder(
                                    approval.organisation(),
                                    Ids.repeatable(
                                                    approval.createdAt(),
                                                    approval.id()
                                                            + " "
                                                            + occasion
                                                            + " "
                                                            + through.id())
                                            .delivery(),
                                    new Purpose.Reply(
                                            approval.invocation(),
                                            new ReplyAddress(through.id(), Map.of())),
                                    body,
                                    traceparent,
                                    Turn.first(at)),
                            Duration.ZERO);
            case Rendered.Unfit(var why) ->
                    LOG.error("{} cannot show {}: {}", through.id(), approval.id(), why);
        }
    }

    private Message message(Approval approval) {
        var about =
                new About(
                        name(approval.agent(), approval),
                        approval.requester().shown(),
                        Optional.of(approval.grant().held()),
                        Optional.empty(),
                        url.of(approval.invocation()));
        return new Message.ApprovalNeeded(about, approval.id().value(), what(approval));
    }

    private String name(AgentId id, Approval approval) {
        return agents.find(approval.organisation(), id).map(Agent::name).orElseGet(id::value);
    }

    private static String what(Approval approval) {
        var shown = approval.shown();
        return "Why: %s. Until %s. %s"
                .formatted(
                        String.join(", ", approval.requirement().reasons()),
                        approval.expiresAt(),
                        shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…");
    }
}
