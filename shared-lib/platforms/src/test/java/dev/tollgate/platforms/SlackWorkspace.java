package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.ReceivedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Plays Slack: a webhook and a response_url say {@code ok} as text, chat.postMessage says all with
 * the status 200.
 */
final class SlackWorkspace implements Behaviour {
    static final String TOKEN = "xoxb-000000000000-fixture-token";
    static final String WEBHOOK = "/services/T00000000/B00000000/fixture0fixture0fixture0";
    static final String API = "/slack/chat.postMessage";
    static final String RESPONSE = "/commands/T00000000/1234567890/fixture0fixture0fixture1";

    final List<JsonNode> posts = new CopyOnWriteArrayList<>();

    @Override
    public void answer(HttpExchange exchange, ReceivedRequest request)
            throws IOException, InterruptedException {
        answer(request).answer(exchange, request);
    }

    private Behaviour answer(ReceivedRequest request) {
        var message = Samples.json(request.body());
        return request.path().equals(API) ? api(request, message) : webhook(request, message);
    }

    private Behaviour webhook(ReceivedRequest request, JsonNode message) {
        if (request.header("authorization").isPresent()) {
            throw new AssertionError("a webhook needs no token");
        }
        if (!accepts(message, request.path().equals(RESPONSE))) {
            return text(400, "invalid_blocks");
        }
        posts.add(message);
        return text(200, "ok");
    }

    private Behaviour api(ReceivedRequest request, JsonNode message) {
        if (!request.header("authorization").equals(Optional.of("Bearer " + TOKEN))) {
            return error("invalid_auth");
        }
        if (!message.path("channel").asText().equals("C0123456789")) {
            return error("channel_not_found");
        }
        if (!accepts(message, false)) {
            return error("invalid_blocks");
        }
        posts.add(message);
        return Behaviour.answering(
                200,
                "{\"ok\": true, \"channel\": \"C0123456789\", \"ts\": \"%s\"}".formatted(ts()));
    }

    private String ts() {
        return "1700000000.00000" + posts.size();
    }

    static Behaviour error(String code) {
        return Behaviour.answering(200, "{\"ok\": false, \"error\": \"" + code + "\"}");
    }

    static Behaviour text(int status, String text) {
        return Behaviour.answering(status, text, Map.of("Content-Type", "text/html"));
    }

    private static boolean accepts(JsonNode message, boolean anySum) {
        try {
            SlackJudge.check(message);
            if (!anySum) {
                SlackJudge.checkSum(message);
            }
            return true;
        } catch (AssertionError refused) {
            return false;
        }
    }
}
