package dev.tollgate.platforms;

import java.util.ArrayDeque;

/**
 * Reads <a href="https://core.telegram.org/bots/api#markdownv2-style">MarkdownV2</a> as Telegram
 * documents it, into the text that people see: written after the rules, not after the writer.
 */
final class MarkdownV2Reader {
    private static final String RESERVED = "_*[]()~`>#+-=|{}.!";

    private final String markdown;
    private final StringBuilder plain = new StringBuilder();
    private final ArrayDeque<String> open = new ArrayDeque<>();
    private int at;

    private MarkdownV2Reader(String markdown) {
        this.markdown = markdown;
    }

    /**
     * The text without the markup.
     *
     * @throws IllegalArgumentException in the words of Telegram
     */
    static String plain(String markdown) {
        var reader = new MarkdownV2Reader(markdown);
        while (reader.at < markdown.length()) {
            reader.next();
        }
        if (!reader.open.isEmpty()) {
            throw new IllegalArgumentException(
                    "can't parse entities: can't find end of " + reader.open.peek());
        }
        return reader.plain.toString();
    }

    private void next() {
        char c = markdown.charAt(at);
        if (c == '\\' && at + 1 < markdown.length() && isEscapable(markdown.charAt(at + 1))) {
            plain.append(markdown.charAt(at + 1));
            at += 2;
        } else if (markdown.startsWith("```", at)) {
            code("```");
        } else if (c == '`') {
            code("`");
        } else if (markdown.startsWith("__", at) || markdown.startsWith("||", at)) {
            toggle(markdown.substring(at, at + 2));
        } else if (c == '*' || c == '_' || c == '~') {
            toggle(String.valueOf(c));
        } else if (RESERVED.indexOf(c) >= 0) {
            throw new IllegalArgumentException(
                    "can't parse entities: Character '"
                            + c
                            + "' is reserved and must be escaped with the preceding '\\'");
        } else {
            plain.append(c);
            at++;
        }
    }

    /** Any character with a code between 1 and 126. */
    private static boolean isEscapable(char c) {
        return c >= 1 && c <= 126;
    }

    private void toggle(String mark) {
        if (mark.equals(open.peek())) {
            open.pop();
        } else {
            open.push(mark);
        }
        at += mark.length();
    }

    /** Within code only the backslash and the backtick mean something. */
    private void code(String fence) {
        at += fence.length();
        if (fence.length() == 3) {
            int language = at;
            while (language < markdown.length()
                    && !Character.isWhitespace(markdown.charAt(language))
                    && markdown.charAt(language) != '`') {
                language++;
            }
            if (language < markdown.length() && markdown.charAt(language) == '\n') {
                at = language + 1;
            }
        }
        while (!markdown.startsWith(fence, at)) {
            if (at >= markdown.length()) {
                throw new IllegalArgumentException(
                        "can't parse entities: can't find end of " + fence);
            }
            if (markdown.charAt(at) == '\\'
                    && at + 1 < markdown.length()
                    && isEscapable(markdown.charAt(at + 1))) {
                at++;
            }
            plain.append(markdown.charAt(at++));
        }
        at += fence.length();
    }
}
