package dev.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.SessionId;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RefreshTokenTest {
    private static final SessionId SESSION = new SessionId("ses_01jc3v9d2k5m8q1r4t7w0xzabc");

    private final RandomGenerator random = new SplittableRandom(1);
    private final RefreshToken token = RefreshToken.first(SESSION, random);

    @Test
    void isReadAsItIsWritten() {
        assertThat(token.text()).startsWith("tgr_01jc3v9d2k5m8q1r4t7w0xzabc_").hasSize(118);
        assertThat(RefreshToken.parse(token.text())).contains(token);
    }

    @Test
    void keepsItsSessionAndItsFamilyFromOneToTheNext() {
        var next = token.next(random);

        assertThat(next.session()).isEqualTo(SESSION);
        assertThat(next.hashes().family()).isEqualTo(token.hashes().family());
        assertThat(next.hashes().turn()).isNotEqualTo(token.hashes().turn());
    }

    @Test
    void isNotInWhatIsStoredOrLogged() {
        assertThat(token.hashes().toString() + token)
                .doesNotContain(token.family())
                .doesNotContain(token.turn());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tgr_", "<rt>", "tgk_01jc3v9d2k5m8q1r4t7w0xzabc_A"})
    void refusesWhatIsNone(String text) {
        assertThat(RefreshToken.parse(text)).isEmpty();
    }

    @Test
    void refusesASessionThatCannotBe() {
        assertThat(RefreshToken.parse(token.text().replace("tgr_0", "tgr_z"))).isEmpty();
    }
}
