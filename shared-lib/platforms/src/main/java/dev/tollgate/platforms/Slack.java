package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundAuth.BearerToken;
import dev.tollgate.domain.outbound.OutboundCall.Method;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slack: an <a
 * href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">incoming
 * webhook</a>, or <a
 * href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a> with a
 * bot's token and a channel. Further messages go into the thread of the first where Slack told its
 * ts, which webhooks do not. A command is answered at its <a
 * href="https://docs.slack.dev/interactivity/handling-user-interaction#message_responses">response_url</a>,
 * a mention and a direct message in their own thread, which takes a bot's token.
 */
final class Slack implements PlatformAdapter {
    /** Per channel (<a href="https://docs.slack.dev/apis/web-api/rate-limits">rate limits</a>). */
    private static final Pace PACE = new Pace(1, Duration.ofSeconds(1));

    /** To one response_url, within half an hour. */
    private static final int MOST_RESPONSES = 5;

    @Override
    public boolean answersAtOnce() {
        return false;
    }

    @Override
    public Optional<Pace> pace() {
        return Optional.of(PACE);
    }

    @Override
    public Rendered render(Agent agent, Message message) {
        return Series.rendered(BlockKit.messages(Post.of(message)));
    }

    @Override
    public Sent send(Consignment consignment, Requests requests, PlatformAddresses addresses) {
        var parts = Series.requests(consignment.body());
        var responses =
                consignment
                        .to()
                        .map(to -> to.fields().get("response_url"))
                        .map(URI::create)
                        .map(SecretUrl::new);
        if (responses.isPresent()) {
            return Series.send(
                    consignment,
                    requests,
                    BlockKit.abridged(parts, MOST_RESPONSES),
                    new Responses(responses.get()));
        }
        var place = new HashMap<>(consignment.agent().platformConfig());
        var asked = consignment.to().map(ReplyAddress::fields).orElse(Map.of());
        place.putAll(asked);
        var webhook = consignment.secret().webhookUrl().map(SecretUrl::new);
        // A webhook posts to its own channel, where not everybody may read what was asked
        // elsewhere.
        if (webhook.isPresent() && !asked.containsKey("channel")) {
            return Series.send(consignment, requests, parts, new Webhook(webhook.get(), place));
        }
        if (consignment.secret().auth() instanceof BearerToken bot
                && place.containsKey("channel")) {
            var url = new SecretUrl(URI.create(addresses.slack() + "/chat.postMessage"));
            return Series.send(consignment, requests, parts, new Channel(url, bot, place));
        }
        return Sent.failed(
                new Execution.Blocked(
                        asked.containsKey("channel")
                                ? "The agent has no bearer_token to answer in a channel with."
                                : "The agent has no webhook_url, nor a bearer_token and"
                                        + " platform_config.channel."),
                consignment.progress());
    }

    /** What they have in common. */
    private interface Messages extends Series.Place {
        @Override
        default Execution judged(Execution execution) {
            return SlackAnswers.judged(execution);
        }

        /** Only chat.postMessage says it. */
        @Override
        default Optional<String> messageId(JsonNode answer) {
            return Optional.of(answer.path("ts").asText("")).filter(ts -> !ts.isEmpty());
        }

        @Override
        default Duration pause(Execution.Answered answered) {
            return PACE.per();
        }
    }

    private record Responses(SecretUrl url) implements Messages {
        @Override
        public Series.Call call(int index, ObjectNode request, String first) {
            var body = request.deepCopy();
            body.put("response_type", "in_channel").put("replace_original", false);
            return Series.Call.post(url, body);
        }
    }

    private record Webhook(SecretUrl url, Map<String, Object> config) implements Messages {
        @Override
        public Series.Call call(int index, ObjectNode request, String first) {
            return Series.Call.post(url, placed(request, config, ""));
        }
    }

    private record Channel(SecretUrl url, OutboundAuth bot, Map<String, Object> config)
            implements Messages {
        @Override
        public Series.Call call(int index, ObjectNode request, String first) {
            var body = placed(request, config, first);
            body.put("channel", String.valueOf(config.get("channel")));
            return new Series.Call(Method.POST, url, bot, body);
        }
    }

    private static ObjectNode placed(ObjectNode request, Map<String, Object> config, String first) {
        var body = request.deepCopy();
        Optional.ofNullable(config.get("thread_ts"))
                .or(() -> Optional.of(first))
                .map(Object::toString)
                .filter(ts -> !ts.isEmpty())
                .ifPresent(ts -> body.put("thread_ts", ts));
        if (config.get("unfurl_links") instanceof Boolean unfurl) {
            body.put("unfurl_links", unfurl).put("unfurl_media", unfurl);
        }
        return body;
    }
}
