package dev.tollgate.domain.redaction;

import java.util.List;
import java.util.Set;

/**
 * Whose cards begin with which digits, and how long their numbers are. <a
 * href="https://www.iso.org/standard/70484.html">ISO/IEC 7812-1</a> allows any length up to 19.
 * Lengths that no longer are issued, or hardly, and that are usual of other numbers are left out:
 * 13 (barcodes, milliseconds) and 17 and 18 (ids of Discord and others who number by time).
 *
 * @param low the least beginning
 * @param high the greatest, of as many digits
 */
record CardIssuer(String low, String high, Set<Integer> lengths) {
    static final int SHORTEST = 14;
    static final int LONGEST = 19;

    /**
     * American Express, Diners Club, Discover, JCB, Maestro (which UnionPay lies within),
     * Mastercard and Visa, as <a
     * href="https://www.cybersource.com/developers/getting_started/test_and_manage/best_practices/card_type_id/">one
     * of their processors</a> tells them apart; Mir and RuPay as the <a
     * href="https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN)">public
     * table</a> has them.
     */
    private static final List<CardIssuer> ALL =
            List.of(
                    new CardIssuer("34", "34", Set.of(15)),
                    new CardIssuer("37", "37", Set.of(15)),
                    new CardIssuer("300", "305", Set.of(14, 16)),
                    new CardIssuer("3095", "3095", Set.of(14, 16)),
                    new CardIssuer("36", "36", Set.of(14, 16, 19)),
                    new CardIssuer("38", "39", Set.of(14, 16)),
                    new CardIssuer("3528", "3589", Set.of(16, 19)),
                    new CardIssuer("4", "4", Set.of(16, 19)),
                    new CardIssuer("51", "55", Set.of(16)),
                    new CardIssuer("2221", "2720", Set.of(16)),
                    new CardIssuer("2200", "2204", Set.of(16)),
                    new CardIssuer("50", "50", Set.of(16, 19)),
                    new CardIssuer("56", "69", Set.of(16, 19)),
                    new CardIssuer("81", "82", Set.of(16)));

    static boolean isIssued(CharSequence digits) {
        return ALL.stream().anyMatch(issuer -> issuer.issues(digits));
    }

    private boolean issues(CharSequence digits) {
        var start = digits.subSequence(0, low.length()).toString();
        return lengths.contains(digits.length())
                && low.compareTo(start) <= 0
                && start.compareTo(high) <= 0;
    }
}
