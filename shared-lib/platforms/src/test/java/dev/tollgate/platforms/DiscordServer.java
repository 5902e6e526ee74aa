package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.ReceivedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays Discord: a webhook that no application owns, one that does, and the reply to a command. */
final class DiscordServer implements Behaviour {
    static final String WEBHOOK = "/api/webhooks/1234567890/fixture0fixture0fixture0";
    static final String OWNED = "/api/webhooks/1234567891/fixture0fixture0fixture0";
    static final String APPLICATION = "987654321";
    static final String TOKEN = "aW50ZXJhY3Rpb24.fixture0-fixture0_fixture0";
    static final String COMMAND = "/discord/webhooks/" + APPLICATION + "/" + TOKEN;

    final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    public void answer(HttpExchange exchange, ReceivedRequest request)
            throws IOException, InterruptedException {
        answer(request).answer(exchange, request);
    }

    private Behaviour answer(ReceivedRequest request) {
        var message = Samples.json(request.body());
        calls.add(request.method() + " " + request.path() + "?" + request.query());
        var edit = request.path().equals(COMMAND + "/messages/@original");
        var known = edit || List.of(WEBHOOK, OWNED, COMMAND).contains(request.path());
        if (!known || edit != request.method().equals("PATCH")) {
            return error(404, 10015, "Unknown Webhook");
        }
        if ((edit && (message.has("username") || message.has("avatar_url")))
                || (request.path().equals(WEBHOOK) && hasInteractive(message))
                || !accepts(message)) {
            return error(400, 50035, "Invalid Form Body");
        }
        messages.add(message);
        return edit || request.query().contains("wait=true")
                ? Behaviour.answering(
                        200,
                        "{\"id\": \"%d\"}".formatted(1_000 + messages.size()),
                        Map.of("X-RateLimit-Limit", "5", "X-RateLimit-Remaining", "4"))
                : Behaviour.answering(204, "");
    }

    private static boolean hasInteractive(JsonNode message) {
        return !message.findValues("custom_id").isEmpty();
    }

    private static boolean accepts(JsonNode message) {
        try {
            DiscordJudge.check(message);
            return true;
        } catch (AssertionError | IllegalArgumentException refused) {
            return false;
        }
    }

    static Behaviour error(int status, int code, String text) {
        return Behaviour.answering(
                status, "{\"message\": \"%s\", \"code\": %d}".formatted(text, code));
    }

    /** The header rounds up what the body says. */
    static Behaviour limited() {
        return Behaviour.answering(
                429,
                "{\"message\": \"You are being rate limited.\", \"retry_after\": 64.57,"
                        + " \"global\": false}",
                Map.of("Retry-After", "65", "X-RateLimit-Scope", "user"));
    }
}
