package dev.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PresentedKeyTest {
    private static final ApiKeyId ID = new ApiKeyId("key_01jc3v9d2k5m8q1r4t7w0xzabc");

    private final PresentedKey key = PresentedKey.mint(ID, new SplittableRandom(1));

    @Test
    void readsWhatItWrote() {
        assertThat(PresentedKey.parse(key.text())).contains(key);
        assertThat(key.text()).matches("tgk_01jc3v9d2k5m8q1r4t7w0xzabc_[A-Za-z0-9_-]{43}");
    }

    @Test
    void refusesWhatIsNotAKey() {
        var text = key.text();
        var none =
                Stream.of(
                        "",
                        "tgk_",
                        text + "a",
                        text.substring(1),
                        text.substring(0, text.length() - 1),
                        text.replace("tgk_01jc3v9d2k5", "tgk_01jc3v9d2kU"),
                        text.replace("tgk_0", "tgk_8"),
                        text.substring(0, text.length() - 1) + "=",
                        text + "\n");

        assertThat(none.map(PresentedKey::parse)).allMatch(Optional::isEmpty);
    }

    @Test
    void opensOnlyTheKeyWithItsIdAndTheHashOfItsSecret() {
        var other = PresentedKey.mint(ID, new SplittableRandom(2));

        assertThat(key.opens(stored(ID, key.secretHash()))).isTrue();
        assertThat(key.opens(stored(ID, other.secretHash()))).isFalse();
        assertThat(
                        key.opens(
                                stored(
                                        new ApiKeyId("key_01jc3v9d2k5m8q1r4t7w0xzabd"),
                                        key.secretHash())))
                .isFalse();
    }

    @Test
    void keepsItsSecretOutOfMessages() {
        assertThat(key).hasToString("PresentedKey[" + ID + "]");
    }

    private static ApiKey stored(ApiKeyId id, String hash) {
        return new ApiKey(
                id,
                new OrganisationId("org_00000000000000000000000000"),
                "a key",
                hash,
                Set.of(Scope.AGENTS_READ),
                Optional.empty(),
                "usr_admin",
                Instant.EPOCH,
                Optional.empty());
    }
}
