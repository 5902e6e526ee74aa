package dev.tollgate.local.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** What a receiver says that was not told anything else: the caller's own input. */
final class Echo {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Echo() {}

    static void answer(HttpExchange exchange, ReceivedRequest request)
            throws IOException, InterruptedException {
        String reply =
                JSON.createObjectNode()
                        .put("reply", "You said: " + input(request.body()))
                        .put("path", request.path())
                        .toString();
        Behaviour.answering(200, reply).answer(exchange, request);
    }

    private static String input(String body) {
        try {
            JsonNode input = JSON.readTree(body).path("input");
            return input.isTextual() ? input.asText() : input.toString();
        } catch (JsonProcessingException e) {
            return body;
        }
    }
}
