package dev.tollgate.inbound;

import dev.tollgate.inbound.Content.Asked;
import dev.tollgate.inbound.Content.Command;
import dev.tollgate.inbound.Content.Decision;
import dev.tollgate.inbound.Content.Ignored;
import dev.tollgate.inbound.Content.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * <a
 * href="https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook">Outgoing
 * webhooks</a> of Microsoft Teams: a message that mentions the webhook by name, in a public
 * channel. Signed with HMAC-SHA256 over the body; the key is the security token, which is base64.
 * The time is signed too, as a part of the body. Teams waits 5 seconds and shows the answer under
 * the message; there is no address for another one. {@code approve apr_…} and {@code reject apr_…},
 * with a reason or without, decide on a call that waits; all else is said to the agent.
 */
final class Teams implements Inbound {
    private static final String AUTHORIZATION = "authorization";
    private static final Pattern SIGNATURE_FORM = Pattern.compile("HMAC ([A-Za-z0-9+/]{43}=)");
    private static final int SHORTEST_KEY = 16;
    private static final int LONGEST_TEXT = 4000;
    private static final Pattern MENTION = Pattern.compile("(?is)<at\\b[^>]*>.*?</at>");
    private static final Pattern DECISION =
            Pattern.compile("(?is)(approve|reject)\\s+(apr_[0-9a-z]{26})(?:\\s+(.{1,1000}))?");
    private static final Pattern TAG = Pattern.compile("(?i)</?[a-z][^<>]*>");

    @Override
    public KeyKind keyKind() {
        return KeyKind.SHARED_SECRET;
    }

    @Override
    public String checkedKey(String key) {
        keyBytes(key);
        return key;
    }

    private static byte[] keyBytes(String key) {
        try {
            var bytes = Base64.getDecoder().decode(key);
            if (bytes.length >= SHORTEST_KEY) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Falls through; the exception would show a part of the key.
        }
        throw new IllegalArgumentException(
                "must be the security token of the outgoing webhook: base64 of at least "
                        + SHORTEST_KEY
                        + " bytes");
    }

    @Override
    public Received receive(PlatformRequest request, String key) {
        var authorization = request.header(AUTHORIZATION);
        if (authorization.isEmpty()) {
            return new Received.Forged(Forgery.UNSIGNED);
        }
        var signature = SIGNATURE_FORM.matcher(authorization.get());
        if (!signature.matches()) {
            return new Received.Forged(Forgery.MALFORMED_SIGNATURE);
        }
        var body = request.body();
        var expected = Base64.getEncoder().encode(Signed.hmac(keyBytes(key), body));
        if (!Signed.same(expected, signature.group(1).getBytes(StandardCharsets.US_ASCII))) {
            return new Received.Forged(Forgery.WRONG_SIGNATURE);
        }
        return fresh(body, request.at())
                .<Received>map(Received.Forged::new)
                .orElseGet(() ->
                        Signed.verified(
                                Optional.empty(),
                                () ->
                                        read(
                                                Payload.parse(body),
                                                message("Nothing here answers to this."))));
    }

    /** Without its time a message could be sent again as soon as its id is forgotten. */
    private static Optional<Forgery> fresh(byte[] body, Instant now) {
        try {
            return Signed.fault(time(Payload.parse(body)), now);
        } catch (Unread e) {
            // Told by whoever reads it next.
            return Optional.empty();
        }
    }

    private static Instant time(Payload activity) {
        try {
            return OffsetDateTime.parse(activity.required("/timestamp")).toInstant();
        } catch (DateTimeException e) {
            throw new Unread("/timestamp", "is not a time.");
        }
    }

    /**
     * @param otherwise what answers an activity that is no message
     */
    static Content read(Payload activity, Reply otherwise) {
        if (!activity.is("/type", "message")) {
            return new Ignored("an activity of the type " + activity.required("/type"), otherwise);
        }
        time(activity);
        var conversation = activity.required("/conversation/id");
        var eventId = Signed.eventId(conversation, activity.required("/id"));
        var person =
                activity.person(
                        activity.has("/from/aadObjectId") ? "/from/aadObjectId" : "/from/id",
                        activity.text("/from/name"),
                        Optional.of(conversation));
        var text = said(activity.text("/text").orElse(""));
        return decision(eventId, person, text)
                .orElseGet(() ->
                        new Command(eventId, person, Optional.empty(), text, Map.of(), Map.of()));
    }

    /** In words, since a card that a workflow has posted sends no button back. */
    private static Optional<Content> decision(String eventId, Person person, String text) {
        var words = DECISION.matcher(text);
        return words.matches()
                ? Optional.of(
                        new Decision(
                                eventId,
                                person,
                                words.group(2).toLowerCase(Locale.ROOT),
                                words.group(1).equalsIgnoreCase("approve")
                                        ? Verdict.APPROVE
                                        : Verdict.REJECT,
                                Optional.ofNullable(words.group(3)),
                                Map.of()))
                : Optional.empty();
    }

    /** Without the call of the webhook's name; what else is marked up becomes plain. */
    private static String said(String text) {
        var rest = MENTION.matcher(text).replaceFirst("");
        return TAG.matcher(rest)
                .replaceAll("")
                .replace("&nbsp;", " ")
                .replace('\u00a0', ' ')
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .strip();
    }

    @Override
    public Reply acknowledge(Asked asked) {
        return message(Words.TAKEN);
    }

    @Override
    public Optional<Reply> refuse(Asked asked, String sentence) {
        return Optional.of(message(sentence));
    }

    @Override
    public Optional<Reply> answer(Asked asked, String text) {
        return Optional.of(message(text));
    }

    /**
     * As plain text, in which nothing is marked up: <a
     * href="https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/format-your-bot-messages">text
     * formats</a>.
     */
    private static Reply message(String text) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "message");
        body.put("textFormat", "plain");
        body.put("text", Words.cut(text, LONGEST_TEXT));
        return Reply.json(body);
    }
}
