package dev.tollgate.platforms;

/**
 * Text in Telegram's <a href="https://core.telegram.org/bots/api#markdownv2-style">MarkdownV2</a>,
 * which shows it as it was.
 */
final class MarkdownV2 {
    private static final String SPECIAL = "\\_*[]()~`>#+-=|{}.!";
    private static final String SPECIAL_IN_CODE = "\\`";

    private MarkdownV2() {}

    static String escaped(String text) {
        return escaped(text, SPECIAL);
    }

    static String bold(String text) {
        return "*" + escaped(text) + "*";
    }

    /** A block of its own. The end of line after the fence belongs to the fence. */
    static String pre(String code) {
        return "```\n" + escaped(code, SPECIAL_IN_CODE) + "```";
    }

    private static String escaped(String text, String special) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            if (special.indexOf(text.charAt(i)) >= 0) {
                escaped.append('\\');
            }
            escaped.append(text.charAt(i));
        }
        return escaped.toString();
    }
}
