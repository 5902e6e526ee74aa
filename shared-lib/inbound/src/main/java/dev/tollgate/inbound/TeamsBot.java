package dev.tollgate.inbound;

import dev.tollgate.inbound.Content.Asked;
import dev.tollgate.inbound.Content.Ignored;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bot of Microsoft Teams: the <a
 * href="https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot">Bot
 * Connector</a> sends it what is said to it in a chat or, by mention, in a channel. Its requests
 * carry a token and are not signed themselves. It shows nothing of what answers them.
 */
final class TeamsBot implements Inbound {
    private static final String CHANNEL = "msteams";
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TOKEN_FORM =
            Pattern.compile("Bearer ([A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+)");

    private final BotKeys keys;

    TeamsBot(BotKeys keys) {
        this.keys = keys;
    }

    /** Whether a request is the Bot Connector's to prove, and not signed as a webhook's. */
    static boolean claims(String authorization) {
        return authorization.startsWith("Bearer ");
    }

    @Override
    public KeyKind keyKind() {
        return KeyKind.BOT;
    }

    @Override
    public String checkedKey(String key) {
        if (UUID.matcher(key).matches()) {
            return key.toLowerCase(Locale.ROOT);
        }
        throw new IllegalArgumentException("must be the bot's app id, a UUID");
    }

    @Override
    public Received receive(PlatformRequest request, String key) {
        var authorization = request.header("authorization");
        if (authorization.isEmpty()) {
            return new Received.Forged(Forgery.UNSIGNED);
        }
        var token = TOKEN_FORM.matcher(authorization.get());
        if (!token.matches()) {
            return new Received.Forged(Forgery.MALFORMED_SIGNATURE);
        }
        return switch (ConnectorToken.check(token.group(1), key, keys, request.at())) {
            case ConnectorToken.Checked.Refused(var why) -> new Received.Forged(why);
            case ConnectorToken.Checked.Genuine(var genuine) -> read(genuine, request.body());
        };
    }

    /** The token is for a conversation, which the activity must be of. */
    private static Received read(ConnectorToken token, byte[] body) {
        try {
            var activity = Payload.parse(body);
            if (!token.channels().contains(activity.required("/channelId"))) {
                return new Received.Forged(Forgery.WRONG_CHANNEL);
            }
            if (!activity.is("/serviceUrl", token.serviceUrl())) {
                return new Received.Forged(Forgery.WRONG_SERVICE_URL);
            }
            return Signed.verified(Optional.empty(), () -> read(activity));
        } catch (Unread e) {
            return new Received.Verified(Optional.empty(), e.content());
        }
    }

    /** The people of another channel of the same bot are not those of Teams. */
    private static Content read(Payload activity) {
        if (!activity.is("/channelId", CHANNEL)) {
            return new Ignored(
                    "an activity of the channel " + activity.required("/channelId"), Reply.empty());
        }
        return Teams.read(activity, Reply.empty());
    }

    @Override
    public Reply acknowledge(Asked asked) {
        return Reply.empty();
    }

    @Override
    public Optional<Reply> refuse(Asked asked, String sentence) {
        return Optional.empty();
    }

    @Override
    public Optional<Reply> answer(Asked asked, String text) {
        return Optional.empty();
    }
}
