package dev.tollgate.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class SealingTest {
    private static final HexFormat HEX = HexFormat.of();

    /** The first of RFC 8032, 7.1. */
    @Test
    void signsAsTheStandardSays() {
        var sealing =
                Sealing.ofSeed(
                        HEX.parseHex(
                                "9d61b19deffd5a60ba844af492ec2cc4"
                                        + "4449c5697b326919703bac031cae7f60"));

        assertThat(HEX.formatHex(Base64.getDecoder().decode(sealing.publicText())))
                .endsWith("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(HEX.formatHex(sealing.sign(new byte[0]).bytes()))
                .isEqualTo(
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    }

    @Test
    void isTheSameForTheSameSecret() {
        var secret = "correct horse battery staple, twice";

        assertThat(Sealing.of(secret).publicText()).isEqualTo(Sealing.of(secret).publicText());
        assertThat(Sealing.of(secret + "!").publicText())
                .isNotEqualTo(Sealing.of(secret).publicText());
    }

    @Test
    void refusesASecretThatIsTooShort() {
        assertThatThrownBy(() -> Sealing.of("short")).hasMessageContaining("32 characters");
    }

    @Test
    void readsAPublicKeyAsAPemFileHasIt() {
        var text = Sealing.of("correct horse battery staple, twice").publicText();
        var pem = "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";

        assertThat(Sealing.publicKey(pem)).isEqualTo(Sealing.publicKey(text));
    }
}
