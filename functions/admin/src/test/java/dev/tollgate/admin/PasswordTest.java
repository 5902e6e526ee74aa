package dev.tollgate.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.lambda.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PasswordTest {
    @Test
    void isInTheSettingsOrInASecret() {
        var given = of(Map.of("AGENT_GATEWAY_ADMIN_PASS", "correct horse"));
        var secret = of(Map.of("AGENT_GATEWAY_ADMIN_PASS_SECRET", "tollgate/admin"));

        assertThat(given).isEqualTo(new Password.Given("correct horse"));
        assertThat(given.toString()).doesNotContain("horse");
        assertThat(secret).isEqualTo(new Password.InSecret("tollgate/admin"));
    }

    @Test
    void isSetExactlyOnce() {
        var rule =
                "exactly one of AGENT_GATEWAY_ADMIN_PASS, the administrator's password, and"
                        + " AGENT_GATEWAY_ADMIN_PASS_SECRET, the name of the secret that it is in,"
                        + " must be set; ";

        assertThatIllegalStateException()
                .isThrownBy(() -> of(Map.of()))
                .withMessage(rule + "neither is");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        of(
                                Map.of(
                                        "AGENT_GATEWAY_ADMIN_PASS", "correct horse",
                                        "AGENT_GATEWAY_ADMIN_PASS_SECRET", "tollgate/admin")))
                .withMessage(rule + "both are");
    }

    @Test
    void isRefusedAtTheStartIfItIsAHashThatCannotBeRead() {
        assertThatThrownBy(() -> of(Map.of("AGENT_GATEWAY_ADMIN_PASS", "$argon2i$v=19$m=256")))
                .hasMessageContaining("not an Argon2id hash");
    }

    private static Password of(Map<String, String> variables) {
        return Password.of(Environment.of(variables));
    }
}
