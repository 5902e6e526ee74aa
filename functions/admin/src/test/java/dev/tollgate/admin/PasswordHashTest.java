package dev.tollgate.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PasswordHashTest {
    private static final PasswordHash.Cost CHEAP = new PasswordHash.Cost(64, 1, 2);

    @Test
    void matchesOnlyThePasswordItWasMadeOf() {
        var hash = PasswordHash.of("correct horse", CHEAP, new SplittableRandom(1));

        assertThat(hash.matches("correct horse")).isTrue();
        assertThat(hash.matches("correct horsf")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void readsWhatItWrote() {
        var written = PasswordHash.of("correct horse", CHEAP, new SplittableRandom(1)).toString();

        var read = PasswordHash.parse(written);

        assertThat(read).hasToString(written);
        assertThat(read.matches("correct horse")).isTrue();
    }

    /** Made by the reference implementation: test.c of github.com/P-H-C/phc-winner-argon2. */
    @Test
    void agreesWithTheReferenceImplementation() {
        var hash =
                PasswordHash.parse(
                        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ"
                                + "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");

        assertThat(hash.matches("password")).isTrue();
        assertThat(hash.matches("Password")).isFalse();
    }

    @Test
    void refusesWhatIsNotAnArgon2idHash() {
        assertThatThrownBy(() -> PasswordHash.parse("$argon2i$v=19$m=256,t=2,p=1$c29t$nf65"))
                .hasMessageContaining("not an Argon2id hash");
        assertThatThrownBy(() ->
                        PasswordHash.parse(
                                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ"
                                        + "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"))
                .hasMessageContaining("not a cost of Argon2");
    }
}
