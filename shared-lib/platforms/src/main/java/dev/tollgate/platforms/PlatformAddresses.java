package dev.tollgate.platforms;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the platforms are called that need no address of an agent's own. Others than the usual ones
 * are for a proxy in between, and for tests.
 *
 * @param slack {@code SLACK_API_URL}
 * @param discord {@code DISCORD_API_URL}
 * @param telegram {@code TELEGRAM_API_URL}
 * @param notion {@code NOTION_API_URL}
 * @param directLine {@code DIRECT_LINE_URL}
 * @param botMetadata {@code BOT_FRAMEWORK_METADATA_URL}: what names the keys of the Bot Connector
 */
public record PlatformAddresses(
        URI slack, URI discord, URI telegram, URI notion, URI directLine, URI botMetadata) {
    public static final PlatformAddresses USUAL = of(name -> Optional.empty());

    /** From the variables of those names, each without a slash at its end. */
    public static PlatformAddresses of(Function<String, Optional<String>> variables) {
        return new PlatformAddresses(
                uri(variables, "SLACK_API_URL", "https://slack.com/api"),
                uri(variables, "DISCORD_API_URL", "https://discord.com/api/v10"),
                uri(variables, "TELEGRAM_API_URL", "https://api.telegram.org"),
                uri(variables, "NOTION_API_URL", "https://api.notion.com/v1"),
                uri(
                        variables,
                        "DIRECT_LINE_URL",
                        "https://directline.botframework.com/v3/directline"),
                uri(
                        variables,
                        "BOT_FRAMEWORK_METADATA_URL",
                        "https://login.botframework.com/v1/.well-known/openidconfiguration"));
    }

    private static URI uri(
            Function<String, Optional<String>> variables, String name, String usual) {
        var text = variables.apply(name).orElse(usual);
        try {
            var uri = URI.create(text);
            if (uri.isAbsolute() && uri.getHost() != null && !text.endsWith("/")) {
                return uri;
            }
        } catch (IllegalArgumentException notAUrl) {
            // Said below.
        }
        throw new IllegalStateException(
                name + " is '" + text + "'; accepted: a URL such as " + usual);
    }
}
