package dev.tollgate.platforms;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads <a href="https://core.telegram.org/bots/api#markdownv2-style">MarkdownV2</a> as Telegram
 * documents it, into the text that people see: written after the rules, not after the writer.
 */
final class MarkdownV2Reader {
    private static final String RESERVED = "_*[]()~`>#+-=|{}.!";

    private final String markdown;
    private final StringBuilder plain = new StringBuilder();
    private final ArrayDeque<Mark> open = new ArrayDeque<>();
    private final List<Entity> entities = new ArrayList<>();
    private int at;

    /**
     * A part of the text that is shown in a way of its own.
     *
     * @param mark what it is written between
     * @param text as people see it
     */
    record Entity(String mark, int offset, String text) {}

    private record Mark(String text, int offset) {}

    private MarkdownV2Reader(String markdown) {
        this.markdown = markdown;
    }

    /**
     * The text without the markup.
     *
     * @throws IllegalArgumentException in the words of Telegram
     */
    static String plain(String markdown) {
        return read(markdown).plain.toString();
    }

    /** In the order in which they end. */
    static List<Entity> entities(String markdown) {
        return List.copyOf(read(markdown).entities);
    }

    private static MarkdownV2Reader read(String markdown) {
        var reader = new MarkdownV2Reader(markdown);
        while (reader.at < markdown.length()) {
            reader.next();
        }
        if (!reader.open.isEmpty()) {
            throw new IllegalArgumentException(
                    "can't parse entities: can't find end of " + reader.open.element().text());
        }
        return reader;
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
        if (!open.isEmpty() && open.element().text().equals(mark)) {
            entity(open.pop());
        } else {
            open.push(new Mark(mark, plain.length()));
        }
        at += mark.length();
    }

    private void entity(Mark begun) {
        entities.add(new Entity(begun.text(), begun.offset(), plain.substring(begun.offset())));
    }

    /** Within code only the backslash and the backtick mean something. */
    private void code(String fence) {
        var begun = new Mark(fence, plain.length());
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
        entity(begun);
        at += fence.length();
    }
}
