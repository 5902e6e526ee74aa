package dev.tollgate.domain;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The body of every id: 26 characters of Crockford base 32 in lower case, 48 bits of milliseconds
 * then 80 bits of chance, so that ids sort by time. See the <a
 * href="https://github.com/ulid/spec">ULID specification</a>.
 */
final class Ulid {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;

    /** What {@link #checked} accepts after the prefix. */
    static final String PATTERN = "[0-7][0-9a-hjkmnp-tv-z]{25}";

    private static final int TIME_LENGTH = 10;

    /** So many digits are chance even where an id must follow another: 40 bits. */
    private static final int FRESH = 8;

    private Ulid() {}

    static String next(Instant now, RandomGenerator random) {
        var text = new StringBuilder(LENGTH).append(first(now), 0, TIME_LENGTH);
        for (int i = TIME_LENGTH; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(32)));
        }
        return text.toString();
    }

    /** As {@link #next}, but greater than {@code last} if that is of the same millisecond. */
    static String nextAfter(String last, Instant now, RandomGenerator random) {
        var next = next(now, random);
        boolean sameTime = next.regionMatches(0, last, 0, TIME_LENGTH);
        return sameTime && next.compareTo(last) <= 0
                ? higher(last) + next.substring(LENGTH - FRESH)
                : next;
    }

    /** Its digits before the last {@link #FRESH}, and one more. */
    private static String higher(String body) {
        var text = new StringBuilder(body.substring(0, LENGTH - FRESH));
        for (int i = text.length() - 1; i >= 0; i--) {
            int digit = ALPHABET.indexOf(text.charAt(i)) + 1;
            text.setCharAt(i, ALPHABET.charAt(digit & 31));
            if (digit < 32) {
                break;
            }
        }
        return text.toString();
    }

    /** The smallest body of that millisecond: the lower bound of a range of ids. */
    static String first(Instant at) {
        long millis = Math.max(0, at.toEpochMilli());
        var text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = i >= TIME_LENGTH ? '0' : ALPHABET.charAt((int) (millis & 31));
            millis = i >= TIME_LENGTH ? millis : millis >>> 5;
        }
        return new String(text);
    }

    /** One without a time, from the first 16 bytes. */
    static String of(byte[] bytes) {
        var number = new BigInteger(1, Arrays.copyOf(bytes, LENGTH * 5 / 8));
        var text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt(number.intValue() & 31);
            number = number.shiftRight(5);
        }
        return new String(text);
    }

    static Instant time(String body) {
        long millis = 0;
        for (int i = 0; i < TIME_LENGTH; i++) {
            millis = (millis << 5) | ALPHABET.indexOf(body.charAt(i));
        }
        return Instant.ofEpochMilli(millis);
    }

    static String checked(String prefix, String value) {
        boolean valid =
                value.length() == prefix.length() + LENGTH
                        && value.startsWith(prefix)
                        && value.charAt(prefix.length()) < '8'
                        && value.chars()
                                .skip(prefix.length())
                                .allMatch(c -> ALPHABET.indexOf(c) >= 0);
        if (!valid) {
            throw new IllegalArgumentException(
                    "not an id: expected " + prefix + " and 26 characters of base 32");
        }
        return value;
    }
}
