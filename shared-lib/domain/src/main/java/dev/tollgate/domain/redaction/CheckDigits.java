package dev.tollgate.domain.redaction;

/** The arithmetic by which numbers that are written by hand are checked. */
final class CheckDigits {
    private CheckDigits() {}

    /** ISO/IEC 7812-1 annex B: every second digit from the right counts double. */
    static boolean luhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digit(digits, digits.length() - 1 - i);
            int counted = i % 2 == 0 ? digit : 2 * digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }

    /** <a href="https://www.gs1.org/services/how-calculate-check-digit-manually">GS1's</a>. */
    static boolean gs1(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += digit(digits, digits.length() - 1 - i) * (i % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }

    /** ISO/IEC 7064, MOD 11,10. */
    static boolean mod11And10(CharSequence digits) {
        int product = 10;
        for (int i = 0; i < digits.length() - 1; i++) {
            int sum = (digit(digits, i) + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        return (product + digit(digits, digits.length() - 1)) % 10 == 1;
    }

    /** The first {@code length} digits as a number, modulo {@code divisor}. */
    static int remainder(CharSequence digits, int length, int divisor) {
        int rest = 0;
        for (int i = 0; i < length; i++) {
            rest = (10 * rest + digit(digits, i)) % divisor;
        }
        return rest;
    }

    /** The weights fall to 2 at the last digit before the check digit; below 2 it is 0. */
    static boolean mod11(CharSequence digits, int checkAt) {
        int sum = 0;
        for (int i = 0; i < checkAt; i++) {
            sum += digit(digits, i) * (checkAt + 1 - i);
        }
        int check = sum % 11 < 2 ? 0 : 11 - sum % 11;
        return digit(digits, checkAt) == check;
    }

    static int digit(CharSequence digits, int at) {
        return digits.charAt(at) - '0';
    }
}
