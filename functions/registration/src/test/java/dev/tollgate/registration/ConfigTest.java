package dev.tollgate.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigTest {
    private static final String KEY = "SECRETS_KMS_KEY_ID";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
                "mrk-0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                "alias/tollgate",
                "arn:aws:kms:eu-central-1:000000000000:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
                "arn:aws-us-gov:kms:us-gov-west-1:000000000000:alias/tollgate/secrets"
            })
    void takesAKeyAsKmsNamesIt(String key) {
        assertThat(Config.of(Gate.environment(Map.of(KEY, key))).secretsKey()).contains(key);
    }

    @Test
    void leavesTheKeyToTheAccount() {
        assertThat(Config.of(Gate.environment(Map.of())).secretsKey()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tollgate", "arn:aws:s3:::tollgate", "alias/two words"})
    void namesTheVariableThatIsNoKey(String key) {
        assertThatIllegalStateException()
                .isThrownBy(() -> Config.of(Gate.environment(Map.of(KEY, key))))
                .withMessage(
                        KEY + " is '%s'; accepted: the id, alias/NAME or ARN of a KMS key", key);
    }
}
