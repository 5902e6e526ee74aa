package dev.tollgate.domain.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RedactorPropertyTest {
    private static final int CASES = 3000;

    /** Written apart from what it checks: every piece of the text, asked one by one. */
    private static BitSet cardDigits(String text) {
        var covered = new BitSet();
        for (int from = 0; from < text.length(); from++) {
            for (int to = from + 1; to <= text.length(); to++) {
                if (isCard(text.substring(from, to))
                        && text.substring(0, from)
                                .matches("(?s)(.*[^0-9A-Za-z+.]|.*[^0-9]\\.|\\.)?")
                        && text.substring(to).matches("(?s)([^0-9A-Za-z.].*|\\.([^0-9].*)?)?")) {
                    covered.set(from, to);
                }
            }
        }
        return covered;
    }

    private static boolean isCard(String piece) {
        var number = piece.replaceAll("[ -]", "");
        return (piece.matches("[0-9]{3,}( [0-9]{3,})*") || piece.matches("[0-9]{3,}(-[0-9]{3,})*"))
                && isIssued(number)
                && isLuhn(number);
    }

    private static boolean isIssued(String number) {
        return Pattern.matches(
                "3[47].{13}|30[0-5].{11}|30[0-5].{13}|3095.{10}|3095.{12}|36.{12}|36.{14}|36.{17}"
                        + "|3[89].{12}|3[89].{14}|(352[89]|35[3-8].).{12}|(352[89]|35[3-8].).{15}"
                        + "|4.{15}|4.{18}|5[1-5].{14}"
                        + "|(222[1-9]|22[3-9].|2[3-6]..|27[01].|2720).{12}|220[0-4].{12}"
                        + "|(50|5[6-9]|6.)(.{14}|.{17})|8[12].{14}",
                number);
    }

    /** By the digit that would complete the rest. */
    private static boolean isLuhn(String number) {
        var sum = BigInteger.ZERO;
        boolean twice = true;
        for (int i = number.length() - 2; i >= 0; i--) {
            int digit = Integer.parseInt(number.substring(i, i + 1)) * (twice ? 2 : 1);
            sum = sum.add(BigInteger.valueOf(digit / 10 + digit % 10));
            twice = !twice;
        }
        var check = BigInteger.TEN.subtract(sum.mod(BigInteger.TEN)).mod(BigInteger.TEN);
        return number.endsWith(check.toString());
    }

    private static BitSet masked(Detector detector, String text) {
        var covered = new BitSet();
        detector.find(text, finding -> covered.set(finding.from(), finding.to()));
        return covered;
    }

    @Test
    void findsTheCardNumbersThatThePlainOracleFinds() {
        int found = 0;
        for (long seed = 0; seed < CASES; seed++) {
            var text = new RandomTexts(new Random(seed)).numbers();
            var expected = cardDigits(text);

            var actual = masked(new CardNumbers(), text);

            assertThat(actual).as("seed %d: %s", seed, text).isEqualTo(expected);
            found += expected.isEmpty() ? 0 : 1;
        }
        assertThat(found).isBetween(CASES / 10, CASES * 9 / 10);
    }

    @Test
    void masksWhatIsPlantedAndNothingBesides() {
        for (long seed = 0; seed < CASES; seed++) {
            var random = new RandomTexts(new Random(seed));
            var text = new StringBuilder();
            var redacted = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                var planted = random.sensitive();
                var words = random.words();
                text.append(words).append(planted.text());
                redacted.append(words).append(planted.kind().mask());
            }

            var actual = Redactor.ALL.redact(text.toString());

            assertThat(actual).as("seed %d: %s", seed, text).isEqualTo(redacted.toString());
            assertThat(Redactor.ALL.redact(actual)).as("seed %d", seed).isEqualTo(actual);
        }
    }

    /** Times up to 2039: from 2040 on, microseconds begin as cards of Mastercard do. */
    @Test
    void leavesIdsAndTimes() {
        for (long seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var at = Instant.ofEpochMilli(1_500_000_000_000L + random.nextLong(700_000_000_000L));
            var ids = new Ids(() -> at, random);
            var bytes = new byte[16];
            random.nextBytes(bytes);
            var harmless =
                    List.of(
                            ids.agent().value(),
                            ids.invocation().value(),
                            ids.apiKey().value(),
                            ids.event().value(),
                            UUID.nameUUIDFromBytes(bytes).toString(),
                            new UUID(random.nextLong(), random.nextLong()).toString(),
                            at.toString(),
                            at.plusNanos(random.nextInt(1_000_000)).toString(),
                            String.valueOf(at.getEpochSecond()),
                            String.valueOf(at.toEpochMilli()),
                            String.valueOf(at.toEpochMilli() * 1000 + random.nextInt(1000)),
                            String.valueOf(at.toEpochMilli() * 1_000_000 + random.nextInt(1000)),
                            String.valueOf(random.nextDouble()),
                            String.format("%032x", new BigInteger(128, random)),
                            String.format("00-%032x-%016x-01", new BigInteger(128, random), seed));

            for (var text : harmless) {
                assertThat(Redactor.ALL.find(text)).as("seed %d: %s", seed, text).isEmpty();
                assertThat(Redactor.ALL.redact("[" + text + "]")).isEqualTo("[" + text + "]");
            }
        }
    }

    /** A random text; the seed is in every message, so that a failure can be run again. */
    private record RandomTexts(Random random) {
        private static final List<String> BEGINNINGS =
                List.of("4", "51", "2221", "34", "3530", "6011", "62", "30", "36", "9", "1");
        private static final List<String> BETWEEN =
                List.of(" ", "-", "-", "", "", "", ".", ",", "x", "+", "  ");

        record Planted(Sensitive kind, String text) {}

        /** Digits in groups, some of them numbers of cards. */
        String numbers() {
            var text = new StringBuilder();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                var number = random.nextInt(4) == 0 ? digits(random.nextInt(1, 21)) : card();
                var separator = pick(List.of(" ", "-", ""));
                text.append(grouped(number, separator)).append(pick(BETWEEN));
            }
            return text.toString();
        }

        private String card() {
            var length = pick(List.of(14, 15, 16, 16, 16, 19));
            var start = pick(BEGINNINGS);
            var body = start + digits(length - 1 - start.length());
            for (int check = 0; check < 10; check++) {
                if (isLuhn(body + check)) {
                    return body + check;
                }
            }
            throw new AssertionError(body);
        }

        private String grouped(String number, String separator) {
            var groups = new ArrayList<String>();
            int at = 0;
            while (at < number.length()) {
                int to = Math.min(number.length(), at + pick(List.of(2, 3, 4, 4, 4, 4, 4, 6)));
                groups.add(number.substring(at, to));
                at = to;
            }
            return String.join(separator, groups);
        }

        /** Prose without anything to hide, that ends so that something may follow. */
        String words() {
            return pick(
                            List.of(
                                    " see ",
                                    " the order 4711: ",
                                    ", then (",
                                    "; 2026-11-25 ",
                                    " \"",
                                    "\n"))
                    + pick(List.of("of ", "= ", "for "));
        }

        Planted sensitive() {
            return switch (random.nextInt(7)) {
                case 0 -> new Planted(Sensitive.CARD_NUMBER, issuedCard());
                case 1 -> new Planted(Sensitive.SECRET, "ghp_" + letters(36));
                case 2 -> new Planted(Sensitive.SECRET, "xoxb-" + digits(11) + "-" + letters(24));
                case 3 ->
                        new Planted(
                                Sensitive.SECRET,
                                "eyJ" + letters(20) + "." + letters(30) + "." + letters(43));
                case 4 ->
                        new Planted(
                                Sensitive.NATIONAL_ID,
                                (100 + random.nextInt(500))
                                        + "-"
                                        + (10 + random.nextInt(90))
                                        + "-1"
                                        + digits(3));
                case 5 -> new Planted(Sensitive.EMAIL, letters(8) + "@" + letters(6) + ".example");
                default -> new Planted(Sensitive.PHONE, "+49151" + digits(8));
            };
        }

        private String issuedCard() {
            var card = card();
            return isIssued(card) ? card : issuedCard();
        }

        private String letters(int length) {
            var letters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
            var text = new StringBuilder("a");
            while (text.length() < length) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            return text.toString();
        }

        private String digits(int length) {
            var text = new StringBuilder();
            while (text.length() < length) {
                text.append(random.nextInt(10));
            }
            return text.toString();
        }

        private <T> T pick(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
