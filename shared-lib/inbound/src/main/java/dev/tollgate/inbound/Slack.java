package dev.tollgate.inbound;

import dev.tollgate.inbound.Content.Asked;
import dev.tollgate.inbound.Content.Command;
import dev.tollgate.inbound.Content.Decision;
import dev.tollgate.inbound.Content.Handshake;
import dev.tollgate.inbound.Content.Ignored;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Requests of a Slack app: <a
 * href="https://docs.slack.dev/interactivity/implementing-slash-commands">slash commands</a>, <a
 * href="https://docs.slack.dev/reference/interaction-payloads/block_actions-payload">buttons</a>
 * and <a href="https://docs.slack.dev/apis/events-api">events</a>, all <a
 * href="https://docs.slack.dev/authentication/verifying-requests-from-slack">signed</a> with the
 * app's signing secret. Slack waits 3 seconds, and sends an event up to three times more; {@code
 * event_id} stays the same. What a command is answered with only its writer sees, unless it asks
 * for more; what answers an event or a button nobody sees.
 */
final class Slack implements Inbound {
    private static final String SIGNATURE = "x-slack-signature";
    private static final String TIMESTAMP = "x-slack-request-timestamp";
    private static final Pattern SIGNATURE_FORM = Pattern.compile("v0=[0-9a-f]{64}");
    private static final Pattern SECRET = Pattern.compile("[0-9a-z]{32}");
    private static final Pattern MENTIONED_FIRST = Pattern.compile("^\\s*<@[A-Z0-9]+(\\|[^>]*)?>");

    /**
     * Above this Slack advises against a text:
     * https://docs.slack.dev/reference/methods/chat.postMessage.
     */
    private static final int LONGEST_TEXT = 4000;

    /** The field in which a person may say why, next to the buttons. */
    private static final String REASON = "tollgate:reason";

    @Override
    public KeyKind keyKind() {
        return KeyKind.SHARED_SECRET;
    }

    @Override
    public String checkedKey(String key) {
        if (!SECRET.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "must be the signing secret of the Slack app: 32 lower-case letters and"
                            + " digits");
        }
        return key;
    }

    @Override
    public Received receive(PlatformRequest request, String key) {
        return Signed.timed(
                request,
                TIMESTAMP,
                SIGNATURE,
                SIGNATURE_FORM,
                (time, signature) -> verified(request.body(), time, signature, key));
    }

    private Received verified(byte[] body, String time, String signature, String key) {
        var signed = Signed.join("v0:" + time + ":", body);
        var expected = Signed.hmac(checkedKey(key).getBytes(StandardCharsets.US_ASCII), signed);
        return Signed.same(expected, HexFormat.of().parseHex(signature.substring(3)))
                ? Signed.verified(Optional.of(Signed.digest(signed)), () -> read(body))
                : new Received.Forged(Forgery.WRONG_SIGNATURE);
    }

    /** Slack's content types are not signed, so the body itself tells its form. */
    private static Content read(byte[] body) {
        if (body.length > 0 && body[0] == '{') {
            return event(Payload.parse(body));
        }
        var form = Form.parse(body);
        var payload = form.find("payload");
        return payload.isPresent()
                ? interaction(Payload.parse(payload.get(), "payload"))
                : command(form);
    }

    private static Content command(Form form) {
        if (form.find("ssl_check").isPresent()) {
            return new Ignored("a check of the certificate", Reply.empty());
        }
        return new Command(
                Signed.eventId("command", form.required("trigger_id")),
                Person.read(
                        "user_id",
                        form.required("user_id"),
                        form.find("user_name"),
                        form.find("channel_id")),
                Optional.of(form.required("command").replaceFirst("^/", "")),
                form.find("text").orElse("").strip(),
                Map.of(),
                Map.of("response_url", form.required("response_url")));
    }

    private static Content event(Payload envelope) {
        if (envelope.is("/type", "url_verification")) {
            return new Handshake(new Reply(200, Reply.TEXT, envelope.required("/challenge")));
        }
        if (!envelope.is("/type", "event_callback")) {
            return ignored("a message of the type " + envelope.required("/type"));
        }
        var event = envelope.part("/event");
        boolean mention = event.is("/type", "app_mention");
        boolean direct = event.is("/type", "message") && event.is("/channel_type", "im");
        if (!mention && !direct) {
            return ignored("an event of the type " + event.required("/type"));
        }
        if (event.has("/bot_id") || event.has("/subtype") || !event.has("/user")) {
            return ignored("not a new message of a person");
        }
        var channel = event.required("/channel");
        var bot = envelope.text("/authorizations/0/user_id");
        return new Command(
                Signed.eventId("event", envelope.required("/event_id")),
                event.person("/user", Optional.empty(), Optional.of(channel)),
                Optional.empty(),
                said(event.text("/text").orElse(""), bot),
                Map.of(),
                Map.of(
                        "channel",
                        channel,
                        "thread_ts",
                        event.text("/thread_ts").orElseGet(() -> event.required("/ts"))));
    }

    /** Without the call of the bot's name, and with the characters that Slack escapes. */
    private static String said(String text, Optional<String> bot) {
        var own = bot.map(id -> text.replaceFirst("<@" + Pattern.quote(id) + "(\\|[^>]*)?>", ""));
        return own.orElseGet(() -> MENTIONED_FIRST.matcher(text).replaceFirst(""))
                .strip()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static Content interaction(Payload payload) {
        if (!payload.is("/type", "block_actions")) {
            return ignored("an interaction of the type " + payload.required("/type"));
        }
        var button = Button.of(payload.text("/actions/0/action_id").orElse(""));
        if (button.isEmpty()) {
            return ignored("a button of somebody else");
        }
        var name = payload.text("/user/username").or(() -> payload.text("/user/name"));
        return new Decision(
                Signed.eventId("action", payload.required("/trigger_id")),
                payload.person("/user/id", name, payload.text("/channel/id")),
                button.get().approval(),
                button.get().verdict(),
                reason(payload),
                Map.of("response_url", payload.required("/response_url")));
    }

    private static Optional<String> reason(Payload payload) {
        return payload.at("/state/values")
                .valueStream()
                .map(block -> block.path(REASON).path("value").asText("").strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Ignored ignored(String why) {
        return new Ignored(why, Reply.empty());
    }

    @Override
    public Reply acknowledge(Asked asked) {
        return message(asked, "ephemeral", Words.TAKEN).orElseGet(Reply::empty);
    }

    @Override
    public Optional<Reply> refuse(Asked asked, String sentence) {
        return message(asked, "ephemeral", sentence);
    }

    @Override
    public Optional<Reply> answer(Asked asked, String text) {
        return message(asked, "in_channel", text);
    }

    private static Optional<Reply> message(Asked asked, String visible, String text) {
        if (!(asked instanceof Command command) || command.name().isEmpty()) {
            return Optional.empty();
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("response_type", visible);
        body.put("text", escaped(Words.cut(text, LONGEST_TEXT)));
        return Optional.of(Reply.json(body));
    }

    /**
     * See <a href="https://docs.slack.dev/messaging/formatting-message-text#escaping">escaping</a>.
     */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
