package dev.tollgate.platforms;

import java.util.regex.Pattern;

/**
 * Text for Discord, which shows it as it was: <a
 * href="https://support.discord.com/hc/en-us/articles/210298617-Markdown-Text-101-Chat-Formatting-Bold-Italic-Underline">what
 * means something there</a>, and <a
 * href="https://docs.discord.com/developers/reference#message-formatting">mentions, emojis and
 * times</a>, is escaped. Addresses stay as they are, for within one a backslash would be a part of
 * it.
 */
final class DiscordMarkdown {
    private static final String SPECIAL = "\\*_~`|<>[]()#-+:@";

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>`|*\\[\\]()\\\\]+");
    private static final Pattern NUMBERED = Pattern.compile("(?m)^(\\s*[0-9]+)\\.(?=\\s|$)");

    private DiscordMarkdown() {}

    static String escaped(String text) {
        var escaped = new StringBuilder();
        var address = ADDRESS.matcher(text);
        int from = 0;
        while (address.find()) {
            escape(escaped, text, from, address.start());
            escaped.append(address.group());
            from = address.end();
        }
        escape(escaped, text, from, text.length());
        return NUMBERED.matcher(escaped).replaceAll("$1\\\\.");
    }

    /** Nothing within a fence can be escaped, so it holds no other. */
    static boolean isFenceable(String code) {
        return !code.contains("```");
    }

    static String fenced(String code) {
        return "```\n" + code + "\n```";
    }

    /** At most what a code point comes to once it is escaped. */
    static int size(int c) {
        return c == '.' || SPECIAL.indexOf(c) >= 0 ? 2 : Character.charCount(c);
    }

    private static void escape(StringBuilder to, String text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
                to.append('\\');
            }
            to.append(text.charAt(i));
        }
    }
}
