package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.platforms.MarkdownV2Reader.Entity;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MarkdownV2Test {
    @Test
    void escapesTheBackslashToo() {
        assertThat(MarkdownV2.escaped("C:\\dir_1.")).isEqualTo("C:\\\\dir\\_1\\.");
        assertThat(MarkdownV2.pre("a\\b`_*")).isEqualTo("```\na\\\\b\\`_*```");
    }

    @Test
    void isReadBackAsItWasMeant() {
        var random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            var before = Texts.some(random, 60);
            var strong = "b" + Texts.some(random, 60);
            var code = Texts.some(random, 60) + "c";
            var after = Texts.some(random, 60);

            var markdown =
                    MarkdownV2.escaped(before)
                            + MarkdownV2.bold(strong)
                            + MarkdownV2.pre(code)
                            + MarkdownV2.escaped(after);

            assertThat(MarkdownV2Reader.plain(markdown)).isEqualTo(before + strong + code + after);
            assertThat(MarkdownV2Reader.entities(markdown))
                    .containsExactly(
                            new Entity("*", before.length(), strong),
                            new Entity("```", before.length() + strong.length(), code));
        }
    }

    @Test
    void isJudgedByAReaderThatRefusesWhatTelegramRefuses() {
        for (var wrong :
                List.of("a.b", "*a", "`a", "```\na`", "a_b", "1 - 2", "(a)", "#a", "a\\\\!")) {
            assertThatThrownBy(() -> MarkdownV2Reader.plain(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("can't parse entities");
        }
    }
}
