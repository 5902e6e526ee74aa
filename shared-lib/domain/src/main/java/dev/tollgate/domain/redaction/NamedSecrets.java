package dev.tollgate.domain.redaction;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Secrets that are given away by their name: {@code password=…} in forms and settings, {@code
 * "client_secret": "…"} in JSON, also in JSON within JSON, {@code Authorization: …} in headers. In
 * prose ({@code Password: …}) a value needs a digit to count, since what follows there is as often
 * about the secret as the secret itself.
 */
final class NamedSecrets implements Detector {
    /** Of a name; of what is longer only so much counts. */
    private static final int LONGEST = 64;

    private static final int MOST_BLANKS = 4;
    private static final int SHORTEST_IN_PROSE = 4;
    private static final String MASKED = "[REDACTED:";

    @Override
    public Sensitive what() {
        return Sensitive.SECRET;
    }

    @Override
    public void find(String text, Consumer<Finding> found) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '=' || c == ':') {
                var name = before(text, at);
                if (SensitiveNames.kind(name).filter(what()::equals).isPresent()) {
                    // The character after the value is looked at, too.
                    at = value(text, name, at, found) - 1;
                }
            }
        }
    }

    /** The name that ends before this place, with blanks, a quote or an escaped one in between. */
    private static String before(String text, int separator) {
        int end = separator;
        while (end > 0 && separator - end < MOST_BLANKS && isBlank(text.charAt(end - 1))) {
            end--;
        }
        if (end > 0 && isQuote(text.charAt(end - 1))) {
            end -= end > 1 && text.charAt(end - 2) == '\\' ? 2 : 1;
        }
        int start = end;
        while (start > 0 && end - start < LONGEST && isName(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, end);
    }

    /** Where the value ends, at the earliest after the separator. */
    private int value(String text, String name, int separator, Consumer<Finding> found) {
        int from = separator + 1;
        while (from < text.length()
                && from <= separator + MOST_BLANKS
                && isBlank(text.charAt(from))) {
            from++;
        }
        boolean tight = text.charAt(separator) == '=' && from == separator + 1;
        boolean escaped = text.startsWith("\\", from);
        int quote = from + (escaped ? 1 : 0);
        boolean quoted = quote < text.length() && isQuote(text.charAt(quote));
        int start = quoted ? quote + 1 : from;
        int end =
                quoted
                        ? closing(text, start, text.charAt(quote), escaped)
                        : unquoted(text, start, isLine(name));
        boolean sure = quoted || tight;
        if (end > start
                && !text.startsWith(MASKED, start)
                && (sure || isLikely(text, start, end))) {
            found.accept(new Finding(what(), start, end));
        }
        return end;
    }

    /** Of what is not closed the whole rest is the value. */
    private static int closing(String text, int from, char quote, boolean escaped) {
        if (escaped) {
            int end = text.indexOf("\\" + quote, from);
            return end < 0 ? text.length() : end;
        }
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                return at;
            }
            at += c == '\\' ? 1 : 0;
        }
        return text.length();
    }

    /** These have values of several words. */
    private static boolean isLine(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("authorization")
                || name.toLowerCase(Locale.ROOT).endsWith("cookie");
    }

    private static int unquoted(String text, int from, boolean line) {
        int at = from;
        while (at < text.length() && !ends(text.charAt(at), line)) {
            at++;
        }
        return at;
    }

    private static boolean ends(char c, boolean line) {
        return line
                ? c == '\n' || c == '\r' || isQuote(c)
                : Character.isWhitespace(c) || isQuote(c) || "&,;<>]}\\".indexOf(c) >= 0;
    }

    private static boolean isLikely(String text, int from, int to) {
        return to - from >= SHORTEST_IN_PROSE
                && text.substring(from, to).chars().anyMatch(Starts::isDigit);
    }

    private static boolean isName(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "_.-".indexOf(c) >= 0);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
