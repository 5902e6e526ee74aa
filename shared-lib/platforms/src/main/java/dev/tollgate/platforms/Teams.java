package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundCall.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A chat or channel of Microsoft Teams, by way of a webhook that the Workflows app makes: {@code
 * {"type": "message", "attachments": [card]}} to the trigger <a
 * href="https://learn.microsoft.com/en-us/connectors/teams/#microsoft-teams-webhook">When a Teams
 * webhook request is received</a>. A long message is several of them; {@link Cards} has the limit.
 *
 * <p>The trigger answers 202 before the card is posted, so what fails in the flow afterwards is in
 * its run history, and nowhere else.
 */
final class Teams implements PlatformAdapter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public boolean answersAtOnce() {
        return false;
    }

    /**
     * "Post an Adaptive Card as Flow bot, and any other Flow bot operations": 25 in 300 seconds (<a
     * href="https://learn.microsoft.com/en-us/connectors/teams/#limits">throttling limits</a>). The
     * trigger itself takes more, but what it takes would wait there.
     */
    @Override
    public Optional<Pace> pace() {
        return Optional.of(new Pace(25, Duration.ofMinutes(5)));
    }

    @Override
    public Rendered render(Agent agent, Message message) {
        var messages = JSON.createArrayNode();
        Cards.of(Post.of(message)).forEach(messages::add);
        return messages.size() > Requests.MOST
                ? new Rendered.Unfit(
                        "It needs "
                                + messages.size()
                                + " cards in Teams; accepted: what "
                                + Requests.MOST
                                + " cards hold.")
                : new Rendered.Ready(messages.toString());
    }

    @Override
    public Sent send(Consignment consignment, Requests requests, PlatformAddresses addresses) {
        var url = consignment.secret().webhookUrl();
        if (url.isEmpty()) {
            return Sent.failed(
                    new Execution.Blocked("The agent has no webhook_url."), consignment.progress());
        }
        var messages = Parsed.json(consignment.body());
        var sent = Sent.failed(new Execution.Blocked("There is no card."), consignment.progress());
        for (int i = consignment.progress().taken(); i < messages.size(); i++) {
            var execution =
                    requests.send(
                            Method.POST,
                            url.get(),
                            consignment.secret().auth(),
                            Map.of(),
                            messages.get(i).toString());
            if (!(execution instanceof Execution.Answered)) {
                return Sent.failed(execution, sent.progress());
            }
            sent =
                    new Sent(
                            execution,
                            sent.progress().and(""),
                            Optional.of("{\"messages\":" + messages.size() + "}"));
        }
        return sent;
    }
}
