package dev.tollgate.inbound;

import dev.tollgate.inbound.Content.Asked;
import dev.tollgate.inbound.Content.Command;
import dev.tollgate.inbound.Content.Decision;
import dev.tollgate.inbound.Content.Ignored;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * <a href="https://core.telegram.org/bots/api#update">Updates</a> of a Telegram bot. Telegram signs
 * nothing: it <a href="https://core.telegram.org/bots/api#setwebhook">sends the secret token</a>
 * that the webhook was set up with, so nothing tells a request that is sent again but its {@code
 * update_id}. The answer may hold <a
 * href="https://core.telegram.org/bots/api#making-requests-when-getting-updates">one call of the
 * Bot API</a>, whose result nobody learns; here it goes without {@code parse_mode}, so that no
 * character in it means anything.
 */
final class Telegram implements Inbound {
    private static final String TOKEN = "x-telegram-bot-api-secret-token";

    /** Telegram takes 1 to 256 of these; a short one would be guessed. */
    private static final Pattern TOKEN_FORM = Pattern.compile("[A-Za-z0-9_-]{16,256}");

    private static final Pattern COMMAND =
            Pattern.compile(
                    "/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]{1,64})?(?:\\s+(.*))?", Pattern.DOTALL);

    /** See https://core.telegram.org/bots/api#sendmessage. */
    private static final int LONGEST_TEXT = 4096;

    /** See https://core.telegram.org/bots/api#answercallbackquery. */
    private static final int LONGEST_NOTICE = 200;

    @Override
    public KeyKind keyKind() {
        return KeyKind.SHARED_SECRET;
    }

    @Override
    public String checkedKey(String key) {
        if (!TOKEN_FORM.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "must be a secret token for setWebhook: 16 to 256 letters, digits, _ and -");
        }
        return key;
    }

    @Override
    public Received receive(PlatformRequest request, String key) {
        var token = request.header(TOKEN);
        if (token.isEmpty()) {
            return new Received.Forged(Forgery.UNSIGNED);
        }
        if (!Signed.same(bytes(checkedKey(key)), bytes(token.get()))) {
            return new Received.Forged(Forgery.WRONG_SIGNATURE);
        }
        var body = request.body();
        return Signed.verified(Optional.empty(), () -> read(Payload.parse(body)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Content read(Payload update) {
        var eventId = Signed.eventId(update.required("/update_id"));
        if (update.has("/callback_query")) {
            return decision(eventId, update.part("/callback_query"));
        }
        if (!update.has("/message")) {
            return ignored("not a new message");
        }
        var message = update.part("/message");
        var text = message.text("/text");
        if (text.isEmpty() || !message.has("/from") || message.isTrue("/from/is_bot")) {
            return ignored("not a text of a person");
        }
        var command = COMMAND.matcher(text.get().strip());
        boolean named = command.matches();
        return new Command(
                eventId,
                person(message, message),
                named ? Optional.of(command.group(1)) : Optional.empty(),
                named
                        ? Optional.ofNullable(command.group(2)).orElse("").strip()
                        : text.get().strip(),
                Map.of(),
                replyTo(message));
    }

    private static Content decision(String eventId, Payload query) {
        var button = Button.of(query.text("/data").orElse(""));
        if (button.isEmpty() || !query.has("/message/chat")) {
            return ignored("a button of somebody else");
        }
        var message = query.part("/message");
        var replyTo = new HashMap<>(replyTo(message));
        replyTo.put("callback_query_id", query.required("/id"));
        return new Decision(
                eventId,
                person(query, message),
                button.get().approval(),
                button.get().verdict(),
                Optional.empty(),
                replyTo);
    }

    private static Person person(Payload sent, Payload message) {
        return sent.person(
                "/from/id",
                sent.text("/from/username").or(() -> sent.text("/from/first_name")),
                message.text("/chat/id"));
    }

    private static Map<String, String> replyTo(Payload message) {
        var fields = new HashMap<String, String>();
        fields.put("chat_id", message.wholeNumber("/chat/id"));
        fields.put("message_id", message.wholeNumber("/message_id"));
        if (message.isTrue("/is_topic_message")) {
            fields.put("message_thread_id", message.wholeNumber("/message_thread_id"));
        }
        return fields;
    }

    private static Ignored ignored(String why) {
        return new Ignored(why, Reply.empty());
    }

    /** Shows the bot typing, which says enough. */
    @Override
    public Reply acknowledge(Asked asked) {
        return switch (asked) {
            case Command command -> {
                var call = call("sendChatAction", command);
                call.put("action", "typing");
                yield Reply.json(call);
            }
            case Decision decision -> Reply.json(notice(decision));
        };
    }

    @Override
    public Optional<Reply> refuse(Asked asked, String sentence) {
        return switch (asked) {
            case Command command -> answer(command, sentence);
            case Decision decision -> {
                var call = notice(decision);
                call.put("text", Words.cut(sentence, LONGEST_NOTICE));
                call.put("show_alert", true);
                yield Optional.of(Reply.json(call));
            }
        };
    }

    @Override
    public Optional<Reply> answer(Asked asked, String text) {
        var call = call("sendMessage", asked);
        call.put("text", Words.cut(text, LONGEST_TEXT));
        call.put(
                "reply_parameters",
                Map.of("message_id", number(asked, "message_id").orElseThrow()));
        return Optional.of(Reply.json(call));
    }

    private static Map<String, Object> call(String method, Asked asked) {
        var call = new LinkedHashMap<String, Object>();
        call.put("method", method);
        call.put("chat_id", number(asked, "chat_id").orElseThrow());
        number(asked, "message_thread_id").ifPresent(id -> call.put("message_thread_id", id));
        return call;
    }

    private static Map<String, Object> notice(Decision decision) {
        var call = new LinkedHashMap<String, Object>();
        call.put("method", "answerCallbackQuery");
        call.put(
                "callback_query_id",
                Optional.ofNullable(decision.replyTo().get("callback_query_id")).orElseThrow());
        return call;
    }

    private static Optional<Long> number(Asked asked, String field) {
        return Optional.ofNullable(asked.replyTo().get(field)).map(Long::valueOf);
    }
}
