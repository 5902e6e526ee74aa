package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.ReceivedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays Telegram's Bot API: its {@code sendMessage} with the answers that it documents. */
final class TelegramBot implements Behaviour {
    static final String TOKEN = "123456:fixture0fixture0-fixture0_fixture0";
    static final String PATH = "/telegram/bot" + TOKEN + "/sendMessage";

    /** What people read in each message. */
    final List<String> texts = new CopyOnWriteArrayList<>();

    final List<JsonNode> messages = new CopyOnWriteArrayList<>();

    @Override
    public void answer(HttpExchange exchange, ReceivedRequest request)
            throws IOException, InterruptedException {
        answer(request).answer(exchange, request);
    }

    private Behaviour answer(ReceivedRequest request) {
        if (!request.path().equals(PATH)) {
            return error(404, "Not Found");
        }
        var message = Samples.json(request.body());
        if (!message.path("chat_id").asText().matches("-?[0-9]+|@[a-z]+")) {
            return error(400, "Bad Request: chat not found");
        }
        if (message.path("message_thread_id").longValue() == 1) {
            return error(400, "Bad Request: message thread not found");
        }
        var complaint = complaint(message);
        if (complaint.isPresent()) {
            return error(400, "Bad Request: " + complaint.get());
        }
        messages.add(message);
        texts.add(MarkdownV2Reader.plain(message.path("text").asText()));
        return Behaviour.answering(
                200,
                "{\"ok\": true, \"result\": {\"message_id\": %d, \"date\": 1700000000}}"
                        .formatted(100 + messages.size()));
    }

    /** What Telegram has against a message. */
    static Optional<String> complaint(JsonNode message) {
        if (!message.path("parse_mode").asText().equals("MarkdownV2")) {
            return Optional.of("unsupported parse_mode");
        }
        try {
            var plain = MarkdownV2Reader.plain(message.path("text").asText());
            if (plain.isBlank()) {
                return Optional.of("message text is empty");
            }
            if (plain.length() > 4096) {
                return Optional.of("message is too long");
            }
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        for (var row : message.at("/reply_markup/inline_keyboard")) {
            for (var button : row) {
                if (button.path("callback_data").asText().getBytes(StandardCharsets.UTF_8).length
                        > 64) {
                    return Optional.of("BUTTON_DATA_INVALID");
                }
            }
        }
        return Optional.empty();
    }

    static Behaviour error(int status, String description) {
        return Behaviour.answering(
                status,
                "{\"ok\": false, \"error_code\": %d, \"description\": \"%s\"}"
                        .formatted(status, description.replace("\\", "\\\\")));
    }

    static Behaviour flood(int seconds) {
        return Behaviour.answering(
                429,
                """
                {"ok": false, "error_code": 429, "description": "Too Many Requests: retry after %d",
                 "parameters": {"retry_after": %d}}
                """
                        .formatted(seconds, seconds));
    }
}
