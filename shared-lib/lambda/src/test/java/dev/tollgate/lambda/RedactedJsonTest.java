package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.redaction.Redactor;
import dev.tollgate.domain.redaction.Sensitive;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RedactedJsonTest {
    private final RedactedJson json = new RedactedJson(Redactor.ALL);

    @Test
    void masksFieldsByNameAndTextsByTheirLooks() {
        var tree =
                Json.parse(
                        """
                        {
                          "password": "correct horse",
                          "credentials": {"user": "ann", "key": "x"},
                          "card": {"number": 4111111111111111, "amount": 12.50},
                          "lines": ["write to ann@example.com", "order 4711", true, null],
                          "token_used": false,
                          "apiKey": null,
                          "secret": true
                        }
                        """);
        var before = tree.deepCopy();

        var redacted = json.redact(tree);

        assertThat(redacted)
                .isEqualTo(
                        Json.parse(
                                """
                                {
                                  "password": "[REDACTED:secret]",
                                  "credentials": "[REDACTED:secret]",
                                  "card": {"number": "[REDACTED:card_number]", "amount": 12.50},
                                  "lines": [
                                    "write to [REDACTED:email]", "order 4711", true, null
                                  ],
                                  "token_used": false,
                                  "apiKey": null,
                                  "secret": true
                                }
                                """));
        assertThat(tree).isEqualTo(before);
    }

    @Test
    void keepsFieldsApartWhoseNamesAreMaskedAlike() {
        var redacted = json.redact(Json.parse("{\"a@example.com\": 1, \"b@example.com\": 2}"));

        assertThat(redacted)
                .isEqualTo(Json.parse("{\"[REDACTED:email]\": 1, \"[REDACTED:email] 2\": 2}"));
    }

    @Test
    void findsWhatItMasks() {
        var tree =
                Json.parse(
                        """
                        {"a": [{"password": "x"}], "4111 1111 1111 1111": 1, "n": 86095742719}
                        """);

        assertThat(json.find(tree))
                .containsExactly(Sensitive.SECRET, Sensitive.CARD_NUMBER, Sensitive.NATIONAL_ID);
        assertThat(json.find(json.redact(Json.parse("{\"a\": \"ann@example.com\"}")))).isEmpty();
        assertThat(new RedactedJson(new Redactor(Set.of(Sensitive.EMAIL))).find(tree)).isEmpty();
    }
}
