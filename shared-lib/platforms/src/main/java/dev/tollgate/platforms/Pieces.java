package dev.tollgate.platforms;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * A long text in pieces that a platform takes. Put together again they are the text; only pieces of
 * nothing but blanks are left out, which platforms refuse.
 */
final class Pieces {
    /** How much of the text beyond a cut is looked at for where a character ends. */
    private static final int BEYOND = 64;

    private Pieces() {}

    /** Pieces of at most so many UTF-16 units. */
    static List<String> of(String text, int most) {
        return of(text, most, Character::charCount);
    }

    /**
     * Pieces that end with a line or a word if one ends in their second half, else with a whole
     * character as people see it, and never within a code point.
     *
     * @param most what a piece may come to
     * @param size of a code point once it is escaped; none is more than {@code most}
     */
    static List<String> of(String text, int most, IntUnaryOperator size) {
        return of(text, most, most, size);
    }

    /** The same, where the first piece has less room than the others. */
    static List<String> of(String text, int first, int most, IntUnaryOperator size) {
        var pieces = new ArrayList<String>();
        for (int start = 0; start < text.length(); ) {
            int end = end(text, start, start == 0 ? first : most, size);
            var piece = text.substring(start, end);
            if (!piece.isBlank()) {
                pieces.add(piece);
            }
            start = end;
        }
        return List.copyOf(pieces);
    }

    /** What the whole text comes to. */
    static int size(String text, IntUnaryOperator size) {
        return text.codePoints().map(size).sum();
    }

    private static int end(String text, int start, int most, IntUnaryOperator size) {
        int line = start;
        int word = start;
        int spent = 0;
        for (int at = start; at < text.length(); ) {
            int c = text.codePointAt(at);
            spent += size.applyAsInt(c);
            if (spent > most) {
                return best(text, start, line, word, at);
            }
            at += Character.charCount(c);
            if (c == '\n') {
                line = at;
            } else if (Character.isWhitespace(c)) {
                word = at;
            }
        }
        return text.length();
    }

    private static int best(String text, int start, int line, int word, int limit) {
        if (limit == start) {
            throw new IllegalArgumentException("one character is more than a piece may be");
        }
        int half = start + (limit - start) / 2;
        if (line > half) {
            return line;
        }
        return word > half ? word : wholeCharacter(text, start, limit);
    }

    /** A letter and its accents, or an emoji of several code points, stay together. */
    private static int wholeCharacter(String text, int start, int limit) {
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text.substring(start, Math.min(text.length(), limit + BEYOND)));
        int end =
                characters.isBoundary(limit - start)
                        ? limit - start
                        : characters.preceding(limit - start);
        return end > 0 ? start + end : limit;
    }
}
