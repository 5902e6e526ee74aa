package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.outbound.Execution;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A chat, or a topic of one.
 *
 * @param url holds the bot's token
 * @param place {@code chat_id} and what else of the place is known, as Telegram names it
 * @param pause between two messages
 */
record TelegramChat(SecretUrl url, Map<String, String> place, Duration pause)
        implements Series.Place {
    /**
     * The topic that every forum has: "<a
     * href="https://github.com/tdlib/telegram-bot-api/issues/798">message thread not found</a>" to
     * those who name it.
     */
    private static final long GENERAL = 1;

    @Override
    public Series.Call call(int index, ObjectNode request, String first) {
        var body = request.deepCopy();
        body.put("chat_id", place.get("chat_id"));
        number("message_thread_id")
                .filter(id -> id != GENERAL)
                .ifPresent(id -> body.put("message_thread_id", id));
        if ("true".equals(place.get("disable_notification"))) {
            body.put("disable_notification", true);
        }
        if (index == 0) {
            number("message_id")
                    .ifPresent(id ->
                            body.putObject("reply_parameters")
                                    .put("message_id", id)
                                    .put("allow_sending_without_reply", true));
        }
        return Series.Call.post(url, body);
    }

    private Optional<Long> number(String name) {
        return Optional.ofNullable(place.get(name))
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }

    /** <a href="https://core.telegram.org/bots/api#responseparameters">How long to wait</a>. */
    @Override
    public Execution judged(Execution execution) {
        if (!(execution instanceof Execution.Failed failed)) {
            return execution;
        }
        var wait = Parsed.json(failed.excerpt()).path("parameters").path("retry_after");
        return wait.canConvertToInt()
                ? new Execution.Failed(
                        failed.status(),
                        failed.excerpt(),
                        Optional.of(Duration.ofSeconds(wait.intValue())))
                : failed;
    }

    @Override
    public Optional<String> messageId(JsonNode answer) {
        return Optional.of(answer.path("result").path("message_id").asText(""))
                .filter(id -> !id.isEmpty());
    }

    @Override
    public Duration pause(Execution.Answered answered) {
        return pause;
    }
}
