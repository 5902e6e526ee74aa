package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PiecesTest {
    @Test
    void leavesAShortTextWhole() {
        assertThat(Pieces.of("four", 4)).containsExactly("four");
    }

    @Test
    void prefersTheEndOfALine() {
        assertThat(Pieces.of("one two\nthree four", 14)).containsExactly("one two\n", "three four");
    }

    @Test
    void takesTheEndOfAWordWhereNoLineEndsInTheSecondHalf() {
        assertThat(Pieces.of("a\nthree four five", 14)).containsExactly("a\nthree four ", "five");
    }

    @Test
    void cutsALongWordWhereItMust() {
        assertThat(Pieces.of("a abcdefghijk", 8)).containsExactly("a abcdef", "ghijk");
    }

    @Test
    void keepsWhatPeopleSeeAsOneCharacter() {
        var family = "👩‍👩‍👧";

        assertThat(Pieces.of("abcde" + family + "f", 8)).containsExactly("abcde", family, "f");
        assertThat(Pieces.of("abcde\u0301", 5)).containsExactly("abcd", "e\u0301");
    }

    @Test
    void cutsWithinACharacterOfMoreCodePointsThanAPieceHolds() {
        assertThat(Pieces.of("e" + "\u0301".repeat(9), 4))
                .containsExactly("e\u0301\u0301\u0301", "\u0301".repeat(4), "\u0301\u0301");
    }

    @Test
    void leavesOutPiecesOfBlanks() {
        assertThat(Pieces.of(" ".repeat(10) + "\n" + "x", 4)).containsExactly("  \nx");
        assertThat(Pieces.of(" \n ", 2)).isEmpty();
    }

    @Test
    void measuresInWhateverThePlatformCounts() {
        assertThat(Pieces.of("<<<a", 8, c -> c == '<' ? 4 : 1)).containsExactly("<<", "<a");
        assertThatThrownBy(() -> Pieces.of("<", 3, c -> 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void losesNothingButBlanksAndKeepsEveryPairOfSurrogates() {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            var text = Texts.some(random, 400);
            int most = 2 + random.nextInt(100);

            var pieces = Pieces.of(text, most);

            assertThat(pieces).allMatch(piece -> piece.length() <= most && !piece.isBlank());
            assertThat(pieces)
                    .allMatch(StandardCharsets.UTF_8.newEncoder()::canEncode, "is whole Unicode");
            assertThat(Texts.bare(String.join("", pieces))).isEqualTo(Texts.bare(text));
        }
    }
}
