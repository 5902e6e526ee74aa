package dev.tollgate.domain.redaction;

import java.util.function.IntPredicate;

/** Where something may begin, so that a pattern is tried at few places. */
@FunctionalInterface
interface Starts {
    /** The first place from {@code from} on; -1 if there is none. */
    int next(String text, int from);

    /** Wherever this is. */
    static Starts at(String literal) {
        return (text, from) -> text.indexOf(literal, from);
    }

    /** Where this begins a word of ASCII letters and digits. */
    static Starts word(String literal) {
        return (text, from) -> {
            int at = text.indexOf(literal, from);
            while (at >= 0 && !beginsWord(text, at)) {
                at = text.indexOf(literal, at + 1);
            }
            return at;
        };
    }

    /** Where a word begins with one of these. */
    static Starts word(IntPredicate first) {
        return (text, from) -> {
            for (int at = from; at < text.length(); at++) {
                if (first.test(text.charAt(at)) && beginsWord(text, at)) {
                    return at;
                }
            }
            return -1;
        };
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isCapital(int c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean beginsWord(String text, int at) {
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        return !isDigit(before) && !isCapital(before) && !(before >= 'a' && before <= 'z');
    }
}
