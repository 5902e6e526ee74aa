package dev.tollgate.local.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.Receiver;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Microsoft's Bot Connector: it signs tokens for bots, and publishes on this machine an <a
 * href="https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#openid-metadata-document">OpenID
 * metadata document</a> and the keys that it names.
 */
final class BotConnector implements AutoCloseable {
    static final String SERVICE = "https://smba.trafficmanager.net/emea/";

    private static final String METADATA = "/v1/.well-known/openidconfiguration";
    private static final String KEYS = "/v1/.well-known/keys";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Speaks for Teams, among others. */
    final PublishedKey teams = PublishedKey.generated("teams");

    /** Is published too, and does not speak for Teams. */
    final PublishedKey webChat = PublishedKey.generated("web-chat");

    private final Receiver server = Receiver.start();

    BotConnector() {
        server.answers(Behaviour.status(404));
        server.answers(
                METADATA,
                Behaviour.answering(
                        200,
                        JSON.createObjectNode()
                                .put("issuer", "https://api.botframework.com")
                                .put("jwks_uri", server.at(KEYS).toString())
                                .toString()));
        server.answers(
                KEYS,
                Behaviour.answering(
                        200,
                        JSON.createObjectNode()
                                .set(
                                        "keys",
                                        JSON.createArrayNode()
                                                .add(endorsed(teams, "msteams", "webchat"))
                                                .add(endorsed(webChat, "webchat")))
                                .toString()));
    }

    private static ObjectNode endorsed(PublishedKey key, String... channels) {
        var json = key.json();
        List.of(channels).forEach(json.putArray("endorsements")::add);
        return json;
    }

    /** As {@code BOT_FRAMEWORK_METADATA_URL} has it. */
    URI metadata() {
        return server.at(METADATA);
    }

    /** How often its keys were asked for. */
    long asked() {
        return server.requests().stream().filter(it -> it.path().equals(KEYS)).count();
    }

    /** What a good token for that bot says. */
    static ObjectNode claims(String bot, Instant now) {
        return JSON.createObjectNode()
                .put("iss", "https://api.botframework.com")
                .put("aud", bot)
                .put("serviceurl", SERVICE)
                .put("nbf", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + 3600);
    }

    @Override
    public void close() {
        server.close();
    }
}
