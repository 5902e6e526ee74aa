package dev.tollgate.inbound;

import dev.tollgate.domain.agent.Platform;
import java.util.Optional;

/**
 * How one chat platform calls the gate: how its requests are verified, what they say, and how they
 * are answered. All of it is pure: nothing is remembered, nobody is called, but for the keys of a
 * {@link TeamsBot}. Safe for concurrent calls.
 */
public sealed interface Inbound permits Discord, Slack, Teams, TeamsBot, Telegram {
    /**
     * How the platform sends a request with that {@code Authorization} header. Whatever it claims,
     * it has to prove.
     */
    static Optional<Inbound> of(
            Platform platform, Optional<String> authorization, BotKeys botKeys) {
        return platform == Platform.TEAMS && authorization.filter(TeamsBot::claims).isPresent()
                ? Optional.of(new TeamsBot(botKeys))
                : of(platform);
    }

    /** The platforms that can call; the others are only called. */
    static Optional<Inbound> of(Platform platform) {
        return switch (platform) {
            case DISCORD -> Optional.of(new Discord());
            case SLACK -> Optional.of(new Slack());
            case TEAMS -> Optional.of(new Teams());
            case TELEGRAM -> Optional.of(new Telegram());
            case COPILOT_STUDIO, NOTION, CUSTOM_HTTP -> Optional.empty();
        };
    }

    /** What the platform's requests are checked with. */
    enum KeyKind {
        /** Both sides know it, and nobody else may. */
        SHARED_SECRET,
        /** Everybody may know it. */
        PUBLIC_KEY,
        /** The app id of a bot: the platform's own keys sign, and say which bot they sign for. */
        BOT
    }

    KeyKind keyKind();

    /**
     * The key, if it looks like one of this platform's; an {@link IllegalArgumentException} says
     * what is accepted, and never shows the key.
     */
    String checkedKey(String key);

    /**
     * Verifies over the raw bytes and only then reads.
     *
     * @param key what the platform's requests are checked with, as {@link #checkedKey} accepts it
     */
    Received receive(PlatformRequest request, String key);

    /** Says that it was taken and that what comes of it follows. */
    Reply acknowledge(Content.Asked asked);

    /**
     * Tells the person, and where the platform can nobody else, why it is not done.
     *
     * @return empty if the platform shows nothing of what answers such a request; then acknowledge
     *     and send the sentence to {@link Content.Asked#replyTo()}
     */
    Optional<Reply> refuse(Content.Asked asked, String sentence);

    /** Answers at once, for everybody who saw the question; empty as with {@link #refuse}. */
    Optional<Reply> answer(Content.Asked asked, String text);
}
