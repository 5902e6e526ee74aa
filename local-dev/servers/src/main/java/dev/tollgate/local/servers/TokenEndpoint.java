package dev.tollgate.local.servers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OAuth 2.0 token endpoint for the client-credentials grant (<a
 * href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4">RFC 6749, 4.4</a>). Knows the client by
 * HTTP Basic or by the form.
 */
final class TokenEndpoint {
    private final AtomicInteger issued = new AtomicInteger();
    private volatile Optional<Client> onlyClient = Optional.empty();
    private volatile Duration lifetime = Duration.ofHours(1);

    record Client(String id, String secret) {}

    void expect(Client client) {
        onlyClient = Optional.of(client);
    }

    void lifetime(Duration newLifetime) {
        lifetime = newLifetime;
    }

    int issued() {
        return issued.get();
    }

    void answer(HttpExchange exchange, ReceivedRequest request)
            throws IOException, InterruptedException {
        Map<String, String> form = form(request.body());
        Client client =
                basic(request)
                        .orElseGet(() ->
                                new Client(
                                        form.getOrDefault("client_id", ""),
                                        form.getOrDefault("client_secret", "")));
        decide(form, client).answer(exchange, request);
    }

    private Behaviour decide(Map<String, String> form, Client client) {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return Behaviour.answering(400, "{\"error\": \"unsupported_grant_type\"}");
        }
        if (client.id().isEmpty() || !onlyClient.orElse(client).equals(client)) {
            return Behaviour.answering(401, "{\"error\": \"invalid_client\"}");
        }
        return Behaviour.answering(
                200,
                "{\"access_token\": \"token-%d\", \"token_type\": \"Bearer\", \"expires_in\": %d}"
                        .formatted(issued.incrementAndGet(), lifetime.toSeconds()),
                Map.of("Cache-Control", "no-store"));
    }

    private static Optional<Client> basic(ReceivedRequest request) {
        return request.header("Authorization")
                .filter(value -> value.startsWith("Basic "))
                .map(value -> decoded(value.substring("Basic ".length())).split(":", 2))
                .filter(parts -> parts.length == 2)
                .map(parts -> new Client(unescaped(parts[0]), unescaped(parts[1])));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(unescaped(parts[0]), parts.length == 2 ? unescaped(parts[1]) : "");
        }
        return fields;
    }

    private static String unescaped(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
