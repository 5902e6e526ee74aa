package dev.tollgate.platforms;

import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/** Random texts of the kinds that break formats; the same for the same seed. */
final class Texts {
    private static final List<String> ALPHABETS =
            List.of(
                    "abc def ghi jkl mno\n",
                    "\\`*_~|>#+-=[](){}.!<@&:/\n ",
                    "😀🏽👩‍👩‍👧🇩🇪𝒳𐍈 ",
                    "שלום עולם مرحبا بالعالم\u200f\u202e",
                    "e\u0301a\u0308\u0323 𝔘n\u0303\t",
                    "<&>\"'\\/ ",
                    "```js\ncode```",
                    "\u0000\u0007\u2028\u00a0x");

    private Texts() {}

    /** Of up to so many code points, from one alphabet or from all. */
    static String some(Random random, int most) {
        int alphabet = random.nextInt(ALPHABETS.size() + 1);
        var from =
                alphabet < ALPHABETS.size() ? ALPHABETS.get(alphabet) : String.join("", ALPHABETS);
        return from(random, from, random.nextInt(most + 1));
    }

    /** Of so many code points. */
    static String from(Random random, String alphabet, int length) {
        var points = alphabet.codePoints().toArray();
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    /** Without the blanks, which splitting may leave out at the seams. */
    static String bare(String text) {
        IntPredicate blank = c -> Character.isWhitespace(c) || Character.isSpaceChar(c);
        return text.codePoints()
                .filter(blank.negate())
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
