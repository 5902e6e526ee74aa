package dev.tollgate.domain.redaction;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that are given away by their name: {@code password=…} in forms and settings, {@code
 * "client_secret": "…"} in JSON, also in JSON within JSON, {@code Authorization: …} in headers. In
 * prose ({@code Password: …}) a value needs a digit to count, since what follows there is as often
 * about the secret as the secret itself.
 */
final class NamedSecrets implements Detector {
    private static final Pattern NAME =
            Pattern.compile(
                    "(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9_.-]{2,63}+)(?:\\\\?[\"'])?+"
                            + "([ \\t]{0,4}+[:=][ \\t]{0,4}+)");
    private static final int SHORTEST_IN_PROSE = 4;
    private static final String MASKED = "[REDACTED:";

    @Override
    public Sensitive what() {
        return Sensitive.SECRET;
    }

    @Override
    public void find(String text, Consumer<Finding> found) {
        var name = NAME.matcher(text);
        int from = 0;
        while (from < text.length() && name.find(from)) {
            from = name.end();
            if (SensitiveNames.kind(name.group(1)).filter(what()::equals).isPresent()) {
                from = value(text, name, found);
            }
        }
    }

    /** Where the value ends. */
    private int value(String text, Matcher name, Consumer<Finding> found) {
        int from = name.end();
        boolean escaped = text.startsWith("\\", from);
        int quote = from + (escaped ? 1 : 0);
        boolean quoted = quote < text.length() && isQuote(text.charAt(quote));
        int start = quoted ? quote + 1 : from;
        int end =
                quoted
                        ? closing(text, start, text.charAt(quote), escaped)
                        : unquoted(text, start, isLine(name.group(1)));
        boolean sure = quoted || "=".equals(name.group(2));
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
                && text.substring(from, to).chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
