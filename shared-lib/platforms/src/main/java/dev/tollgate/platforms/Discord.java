package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundCall.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Discord: a <a
 * href="https://docs.discord.com/developers/resources/webhook#execute-webhook">webhook</a> is
 * executed with {@code wait=true}, which tells the message's id. A command is answered by <a
 * href="https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages">its
 * token</a>, for 15 minutes: the first message takes the place of the one that says to wait, the
 * others follow it.
 *
 * <p>Buttons that decide something are sent only in answer to a command, and to a webhook of which
 * {@code platform_config.application_owned} says that an application has made it: Discord refuses
 * them elsewhere. A button that is a link is taken everywhere with {@code with_components=true}.
 */
final class Discord implements PlatformAdapter {
    /**
     * To one webhook. Discord documents no number, since it <a
     * href="https://docs.discord.com/developers/topics/rate-limits">wants none to be relied on</a>;
     * its answers have said so for long. Between the parts of one message its headers are heeded.
     */
    private static final Pace PACE = new Pace(5, Duration.ofSeconds(2));

    private static final String ID = "[0-9]{1,20}";
    private static final String TOKEN = "[A-Za-z0-9._-]{1,512}";

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
        return Series.rendered(Embeds.messages(Post.of(message)));
    }

    @Override
    public Sent send(Consignment consignment, Requests requests, PlatformAddresses addresses) {
        var parts = Series.requests(consignment.body());
        var config = consignment.agent().platformConfig();
        var command = consignment.to().flatMap(to -> webhook(to, addresses)).map(Interaction::new);
        return command.<Series.Place>map(it -> it)
                .or(() ->
                        consignment
                                .secret()
                                .webhookUrl()
                                .map(url -> new Webhook(new SecretUrl(url), config)))
                .map(place -> Series.send(consignment, requests, parts, place))
                .orElseGet(() ->
                        Sent.failed(
                                new Execution.Blocked("The agent has no webhook_url."),
                                consignment.progress()));
    }

    /** The webhook that a command is. */
    private static Optional<SecretUrl> webhook(ReplyAddress to, PlatformAddresses addresses) {
        var application = to.fields().getOrDefault("application_id", "");
        var token = to.fields().getOrDefault("token", "");
        return application.matches(ID) && token.matches(TOKEN)
                ? Optional.of(
                        new SecretUrl(addresses.discord())
                                .with("/webhooks/" + application + "/" + token))
                : Optional.empty();
    }

    /** What they have in common. */
    private interface Messages extends Series.Place {
        /** In the body more exactly than in the header, which is a whole number of seconds. */
        @Override
        default Execution judged(Execution execution) {
            if (execution instanceof Execution.Failed failed && failed.status() == 429) {
                var wait = seconds(Parsed.json(failed.excerpt()).path("retry_after").asText(""));
                return new Execution.Failed(
                        failed.status(), failed.excerpt(), wait.or(failed::retryAfter));
            }
            return execution;
        }

        @Override
        default Optional<String> messageId(JsonNode answer) {
            return Optional.of(answer.path("id").asText("")).filter(id -> !id.isEmpty());
        }

        /**
         * Only once nothing more is left of the <a
         * href="https://docs.discord.com/developers/topics/rate-limits#header-format">rate</a>.
         */
        @Override
        default Duration pause(Execution.Answered answered) {
            var headers = answered.headers();
            return "0".equals(headers.get("x-ratelimit-remaining"))
                    ? seconds(headers.getOrDefault("x-ratelimit-reset-after", ""))
                            .orElse(Duration.ZERO)
                    : Duration.ZERO;
        }
    }

    private record Webhook(SecretUrl url, Map<String, Object> config) implements Messages {
        @Override
        public Series.Call call(int index, ObjectNode request, String first) {
            var body = request.deepCopy();
            for (var name : List.of("username", "avatar_url")) {
                Optional.ofNullable(config.get(name))
                        .ifPresent(value -> body.put(name, value.toString()));
            }
            if (!Boolean.TRUE.equals(config.get("application_owned"))) {
                keepLinks(body);
            }
            return Series.Call.post(address(body.has("components")), body);
        }

        private SecretUrl address(boolean components) {
            var thread = Optional.ofNullable(config.get("thread_id"));
            return url.with(
                    (url.uri().getRawQuery() == null ? "?" : "&")
                            + "wait=true"
                            + thread.map(id -> "&thread_id=" + id).orElse("")
                            + (components ? "&with_components=true" : ""));
        }
    }

    private record Interaction(SecretUrl url) implements Messages {
        @Override
        public Series.Call call(int index, ObjectNode request, String first) {
            return index == 0
                    ? new Series.Call(
                            Method.PATCH,
                            url.with("/messages/@original"),
                            new OutboundAuth.None(),
                            request)
                    : Series.Call.post(url.with("?wait=true"), request);
        }
    }

    /** Takes away the buttons that do something. */
    private static void keepLinks(ObjectNode body) {
        for (var row : body.path("components")) {
            var buttons = row.path("components").elements();
            while (buttons.hasNext()) {
                if (buttons.next().path("style").asInt() != Embeds.LINK) {
                    buttons.remove();
                }
            }
        }
        if (body.path("components").path(0).path("components").isEmpty()) {
            body.remove("components");
        }
    }

    private static Optional<Duration> seconds(String decimal) {
        return decimal.matches("[0-9]{1,6}(\\.[0-9]{1,9})?")
                ? Optional.of(
                        Duration.ofMillis((long) Math.ceil(Double.parseDouble(decimal) * 1000)))
                : Optional.empty();
    }
}
