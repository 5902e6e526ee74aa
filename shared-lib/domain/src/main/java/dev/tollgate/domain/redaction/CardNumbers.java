package dev.tollgate.domain.redaction;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Numbers of payment cards: of a length and a beginning that are issued, with the check digit of
 * ISO/IEC 7812-1, in one piece or in groups of three digits and more with a blank or a dash between
 * all of them.
 */
final class CardNumbers implements Detector {
    private static final int SMALLEST_GROUP = 3;
    private static final int LONGEST_UUID = 36;
    private static final Pattern UUID =
            Pattern.compile(
                    "(?<![0-9A-Za-z])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
                            + "(?![0-9A-Za-z])");

    @Override
    public Sensitive what() {
        return Sensitive.CARD_NUMBER;
    }

    @Override
    public void find(String text, Consumer<Finding> found) {
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at);
            if (end > at && mayBegin(text, at)) {
                from(text, at, found);
            }
            at = Math.max(end, at + 1);
        }
    }

    /** All that begin here: few, since groups are not small and numbers not long. */
    private void from(String text, int from, Consumer<Finding> found) {
        var digits = new StringBuilder(CardIssuer.LONGEST);
        int start = from;
        int end = end(text, start);
        while (end - start >= SMALLEST_GROUP
                && digits.length() + end - start <= CardIssuer.LONGEST) {
            digits.append(text, start, end);
            if (mayEnd(text, end) && isCard(digits) && !isInUuid(text, from, end)) {
                found.accept(new Finding(what(), from, end));
            }
            boolean first = start == from;
            if (!isSeparator(text, end) || (!first && text.charAt(end) != text.charAt(start - 1))) {
                return;
            }
            start = end + 1;
            end = end(text, start);
        }
    }

    private static boolean isCard(CharSequence digits) {
        return digits.length() >= CardIssuer.SHORTEST
                && CardIssuer.isIssued(digits)
                && CheckDigits.luhn(digits);
    }

    /** Not within a word, after the point of a decimal, or in a telephone number. */
    private static boolean mayBegin(String text, int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        boolean decimal = before == '.' && at > 1 && isDigit(text.charAt(at - 2));
        return !Character.isLetterOrDigit(before) && before != '+' && !decimal;
    }

    private static boolean mayEnd(String text, int at) {
        if (at == text.length()) {
            return true;
        }
        char after = text.charAt(at);
        boolean decimal = after == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
        return !Character.isLetterOrDigit(after) && !decimal;
    }

    private static boolean isInUuid(String text, int from, int to) {
        var uuid =
                UUID.matcher(text)
                        .useTransparentBounds(true)
                        .region(
                                Math.max(0, to - LONGEST_UUID),
                                Math.min(text.length(), from + LONGEST_UUID));
        while (uuid.find()) {
            if (uuid.start() <= from && uuid.end() >= to) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSeparator(String text, int at) {
        return at < text.length() && " -\u00a0".indexOf(text.charAt(at)) >= 0;
    }

    private static int end(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
