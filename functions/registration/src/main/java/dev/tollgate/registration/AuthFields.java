package dev.tollgate.registration;

import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.lambda.Fields;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Reads {@code auth_config {auth_type, credentials, signing_secret}}. The credentials are:
 *
 * <ul>
 *   <li>{@code api_key}: api_key, header (X-API-Key unless given)
 *   <li>{@code bearer_token}: token
 *   <li>{@code basic}: username, password
 *   <li>{@code oauth2}: client_id, client_secret, token_url, scope (optional), audience (optional)
 *   <li>{@code custom}: headers, an object of names and values
 *   <li>{@code none}: nothing
 * </ul>
 *
 * {@code signing_secret} is a secret of <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a> or the word {@code generate}, and may stand alone. A refusal never quotes a value.
 */
final class AuthFields {
    private static final String NAME = "auth_config";
    private static final String CREDENTIALS = "credentials";
    private static final int LONGEST = 8192;

    private final WebhookUrls urls;
    private final RandomGenerator random;

    AuthFields(WebhookUrls urls, RandomGenerator random) {
        this.urls = urls;
        this.random = random;
    }

    /**
     * What is wished of the credentials.
     *
     * @param auth empty to keep them as they are
     */
    record Wish(Optional<OutboundAuth> auth, SigningField signing) {}

    Wish read(Fields body, Platform platform) {
        var config = body.object(NAME);
        if (config.isEmpty()) {
            return new Wish(
                    body.isNull(NAME) ? Optional.of(new OutboundAuth.None()) : Optional.empty(),
                    new SigningField.Kept());
        }
        var signing = SigningField.read(config.get(), platform, random);
        return new Wish(
                isAlone(config.get()) ? Optional.empty() : Optional.of(auth(config.get())),
                signing);
    }

    private static boolean isAlone(Fields config) {
        return config.whole().keySet().equals(Set.of(SigningField.NAME));
    }

    private OutboundAuth auth(Fields config) {
        var type = config.requiredText("auth_type", 64);
        var given = config.object(CREDENTIALS);
        config.end();
        try {
            var auth = auth(config, type, given);
            given.ifPresent(Fields::end);
            return auth;
        } catch (IllegalArgumentException e) {
            throw config.refuse(CREDENTIALS, "is not accepted: " + e.getMessage() + ".");
        }
    }

    private OutboundAuth auth(Fields config, String type, Optional<Fields> given) {
        return switch (type) {
            case "api_key" -> apiKey(config.required(CREDENTIALS, given));
            case "bearer_token" ->
                    new OutboundAuth.BearerToken(
                            secret(config.required(CREDENTIALS, given), "token"));
            case "basic" -> basic(config.required(CREDENTIALS, given));
            case "oauth2" -> oauth2(config.required(CREDENTIALS, given));
            case "custom" -> custom(config.required(CREDENTIALS, given));
            case "none" -> new OutboundAuth.None();
            default ->
                    throw config.refuse(
                            "auth_type",
                            "is not known; accepted: api_key, bearer_token, basic, oauth2, custom,"
                                    + " none.");
        };
    }

    private static OutboundAuth apiKey(Fields given) {
        return new OutboundAuth.ApiKey(
                given.text("header", 128).orElse(OutboundAuth.ApiKey.DEFAULT_HEADER),
                secret(given, "api_key"));
    }

    private static OutboundAuth basic(Fields given) {
        return new OutboundAuth.Basic(secret(given, "username"), secret(given, "password"));
    }

    private OutboundAuth oauth2(Fields given) {
        return new OutboundAuth.OAuth2(
                secret(given, "client_id"),
                secret(given, "client_secret"),
                tokenUrl(given),
                given.text("scope", LONGEST),
                given.text("audience", LONGEST));
    }

    private static OutboundAuth custom(Fields given) {
        var headers = new TreeMap<String, String>();
        given.required("headers", given.tree("headers"))
                .forEach((name, value) -> {
                    if (!(value instanceof String text)) {
                        throw given.refuse("headers", "has a value that is not text.");
                    }
                    headers.put(name, text);
                });
        return new OutboundAuth.Custom(headers);
    }

    private static String secret(Fields given, String name) {
        return given.requiredText(name, LONGEST);
    }

    private URI tokenUrl(Fields given) {
        return switch (urls.check(given.requiredText("token_url", WebhookUrls.LONGEST))) {
            case WebhookUrls.Verdict.Ok(var url) -> url;
            case WebhookUrls.Verdict.Refused(var reason) ->
                    throw given.refuse("token_url", "is not accepted. " + reason);
        };
    }
}
