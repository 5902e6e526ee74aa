package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth.ApiKey;
import dev.tollgate.domain.outbound.OutboundAuth.BearerToken;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Telegram: <a href="https://core.telegram.org/bots/api#sendmessage">sendMessage</a> of a bot, to
 * the chat of {@code platform_config} or to the one where a command was given, there in reply to
 * it.
 */
final class Telegram implements PlatformAdapter {
    /**
     * To one chat. A group takes <a
     * href="https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this">20 a
     * minute</a>; beyond that Telegram says how long to wait.
     */
    private static final Pace PACE = new Pace(1, Duration.ofSeconds(1));

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TOKEN = "[0-9]{1,20}:[A-Za-z0-9_-]{1,128}";

    /** Of a button's {@code callback_data}, in bytes. */
    static final int CALLBACK = 64;

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
        var post = Post.of(message);
        var requests = new ArrayList<ObjectNode>();
        for (var text : TelegramTexts.of(post)) {
            var request = JSON.createObjectNode().put("text", text).put("parse_mode", "MarkdownV2");
            request.putObject("link_preview_options").put("is_disabled", true);
            requests.add(request);
        }
        keyboard(requests.getLast(), post);
        return Series.rendered(requests);
    }

    /**
     * <a href="https://core.telegram.org/bots/api#inlinekeyboardbutton">Buttons</a> in a row, the
     * link in the next.
     */
    private static void keyboard(ObjectNode request, Post post) {
        var rows = JSON.createArrayNode();
        if (!post.buttons().isEmpty()) {
            var row = rows.addArray();
            post.buttons()
                    .forEach(button ->
                            row.addObject()
                                    .put("text", button.label())
                                    .put("callback_data", button.action()));
        }
        post.link()
                .filter(link -> "https".equals(link.getScheme()))
                .ifPresent(link ->
                        rows.addArray()
                                .addObject()
                                .put("text", "Open the record")
                                .put("url", link.toString()));
        if (!rows.isEmpty()) {
            request.putObject("reply_markup").set("inline_keyboard", rows);
        }
    }

    @Override
    public Sent send(Consignment consignment, Requests requests, PlatformAddresses addresses) {
        var place = place(consignment);
        var url = url(consignment.secret(), addresses);
        if (url.isEmpty()) {
            return blocked(
                    "The agent has no bot's token, such as 123456:ABC…, as bearer_token or api_key.",
                    consignment);
        }
        if (!place.containsKey("chat_id")) {
            return blocked("The agent has no platform_config.chat_id.", consignment);
        }
        return Series.send(
                consignment,
                requests,
                Series.requests(consignment.body()),
                new TelegramChat(new SecretUrl(url.get()), place, PACE.per()));
    }

    private static Sent blocked(String why, Consignment consignment) {
        return Sent.failed(new Execution.Blocked(why), consignment.progress());
    }

    /** The chat of a command is another than the agent's, with topics of its own. */
    private static Map<String, String> place(Consignment consignment) {
        var config = consignment.agent().platformConfig();
        var place = new HashMap<String, String>();
        var command = consignment.to().filter(to -> to.fields().containsKey("chat_id"));
        command.ifPresent(to -> place.putAll(to.fields()));
        for (var name :
                command.isPresent()
                        ? List.of("disable_notification")
                        : List.of("chat_id", "message_thread_id", "disable_notification")) {
            Optional.ofNullable(config.get(name))
                    .ifPresent(value -> place.put(name, value.toString()));
        }
        return place;
    }

    private static Optional<URI> url(AgentSecret secret, PlatformAddresses addresses) {
        return secret.webhookUrl()
                .or(() ->
                        switch (secret.auth()) {
                            case BearerToken bot -> url(bot.token(), addresses);
                            case ApiKey bot -> url(bot.key(), addresses);
                            default -> Optional.empty();
                        });
    }

    private static Optional<URI> url(String token, PlatformAddresses addresses) {
        return token.matches(TOKEN)
                ? Optional.of(URI.create(addresses.telegram() + "/bot" + token + "/sendMessage"))
                : Optional.empty();
    }
}
