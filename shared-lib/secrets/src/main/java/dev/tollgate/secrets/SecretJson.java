package dev.tollgate.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.SigningSecret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * An agent's secret as its text: {@code {"version": 1, "webhook_url": "…", "auth_type": "api_key",
 * "credentials": {"header": "…", "api_key": "…"}, "signing": ["whsec_…"], "inbound": "…"}}, the
 * credentials named as in the API.
 */
final class SecretJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SecretJson() {}

    static String write(AgentSecret secret) {
        var node = JSON.createObjectNode();
        node.put("version", secret.version());
        secret.webhookUrl().ifPresent(url -> node.put("webhook_url", url.toString()));
        node.put("auth_type", secret.auth().type());
        node.set("credentials", credentials(secret.auth()));
        if (!secret.signing().isEmpty()) {
            var signing = node.putArray("signing");
            secret.signing().forEach(key -> signing.add(key.text()));
        }
        secret.inbound().ifPresent(inbound -> node.put("inbound", inbound));
        return node.toString();
    }

    /** The fault names no part of the text. */
    static AgentSecret read(String text) {
        try {
            var node = JSON.readTree(text);
            return new AgentSecret(
                    node.path("version").asInt(),
                    uri(node, "webhook_url"),
                    auth(node),
                    signing(node.path("signing")),
                    find(node, "inbound"));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Without its cause, whose message may quote the secret.
            throw new IllegalStateException(
                    "a secret is not as this version of Tollgate writes it");
        }
    }

    private static List<SigningSecret> signing(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(text -> new SigningSecret(text.asText()))
                .toList();
    }

    private static ObjectNode credentials(OutboundAuth auth) {
        var node = JSON.createObjectNode();
        switch (auth) {
            case OutboundAuth.ApiKey(var header, var key) ->
                    node.put("header", header).put("api_key", key);
            case OutboundAuth.BearerToken(var token) -> node.put("token", token);
            case OutboundAuth.Basic(var username, var password) ->
                    node.put("username", username).put("password", password);
            case OutboundAuth.OAuth2 oauth -> {
                node.put("client_id", oauth.clientId())
                        .put("client_secret", oauth.clientSecret())
                        .put("token_url", oauth.tokenUrl().toString());
                oauth.scope().ifPresent(it -> node.put("scope", it));
                oauth.audience().ifPresent(it -> node.put("audience", it));
            }
            case OutboundAuth.Custom(var headers) -> {
                var all = node.putObject("headers");
                new TreeMap<>(headers).forEach(all::put);
            }
            case OutboundAuth.None() -> {}
        }
        return node;
    }

    private static OutboundAuth auth(JsonNode node) {
        var given = node.path("credentials");
        return switch (text(node, "auth_type")) {
            case "api_key" ->
                    new OutboundAuth.ApiKey(text(given, "header"), text(given, "api_key"));
            case "bearer_token" -> new OutboundAuth.BearerToken(text(given, "token"));
            case "basic" ->
                    new OutboundAuth.Basic(text(given, "username"), text(given, "password"));
            case "oauth2" ->
                    new OutboundAuth.OAuth2(
                            text(given, "client_id"),
                            text(given, "client_secret"),
                            uri(given, "token_url").orElseThrow(IllegalArgumentException::new),
                            find(given, "scope"),
                            find(given, "audience"));
            case "custom" -> {
                var headers = new TreeMap<String, String>();
                given.path("headers")
                        .properties()
                        .forEach(each -> headers.put(each.getKey(), each.getValue().asText()));
                yield new OutboundAuth.Custom(headers);
            }
            case "none" -> new OutboundAuth.None();
            default -> throw new IllegalArgumentException("not an authentication type");
        };
    }

    private static Optional<URI> uri(JsonNode node, String name) {
        return find(node, name).map(URI::create);
    }

    private static String text(JsonNode node, String name) {
        return find(node, name).orElseThrow(IllegalArgumentException::new);
    }

    private static Optional<String> find(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
    }
}
