package dev.tollgate.platforms;

import java.util.regex.Pattern;

/**
 * Plain text as the markdown of Adaptive Cards, so that it is read as it was written. Teams reads
 * markdown in a TextBlock and in both halves of a fact, and no HTML (<a
 * href="https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format">text
 * in cards</a>); what markdown is there is a subset of CommonMark, and {@code {{DATE(…)}}} beside
 * it (<a href="https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/text-features">text
 * features</a>).
 */
final class CardText {
    private static final String NO_BREAK_SPACE = "\u00a0";

    /** What means something anywhere in a line: emphasis, links, code, entities, functions. */
    private static final Pattern ANYWHERE = Pattern.compile("[\\\\*_`~\\[\\]<&]|\\{(?=\\{)");

    /** What means something at the beginning of a line: lists, headings, quotes, rules. */
    private static final Pattern BEGINNING =
            Pattern.compile("^([0-9]{1,9})([.)])(?=\\s|$)|^([-+#>=|!:])");

    /** A line break, written twice, and what the next line may begin with. */
    private static final int LARGEST_BREAK = 6;

    private CardText() {}

    /** The most bytes that a code point comes to, escaped and as JSON in UTF-8. */
    static int largest(int c) {
        return switch (c) {
            case '\n', '\r' -> LARGEST_BREAK;
            case '\\' -> 4;
            case '"', '*', '_', '`', '~', '[', ']', '<', '&', '{' -> 3;
            case ' ', '\t' -> 2;
            default -> c < ' ' ? LARGEST_BREAK : utf8(c);
        };
    }

    /** Half of a pair is written as a question mark. */
    private static int utf8(int c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    /**
     * Lines stay lines: "\n\n" is what breaks one in a TextBlock. Blanks that a line begins with
     * stay too; empty lines do not.
     */
    static String of(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (var line : text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
            if (!line.isBlank()) {
                escaped.append(escaped.isEmpty() ? "" : "\n\n").append(line(line));
            }
        }
        return escaped.toString();
    }

    private static String line(String line) {
        var text = line.stripLeading();
        var indent = NO_BREAK_SPACE.repeat(line.length() - text.length());
        var escaped = ANYWHERE.matcher(text.stripTrailing()).replaceAll("\\\\$0");
        return indent + BEGINNING.matcher(escaped).replaceFirst("$1\\\\$2$3");
    }
}
