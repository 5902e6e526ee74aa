package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1.50",
                "1e125",
                "1E-130",
                "0.00",
                "12345678901234567890123456789012345678"
            })
    void acceptsWhatCanBeKeptExactly(String number) {
        assertThat(Json.parse("[" + number + "]")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e126",
                "1e-131",
                "1e999999999",
                "-1e2147483647",
                "10e2147483647",
                "1e-2147483647",
                "1e99999999999",
                "123456789012345678901234567890123456789"
            })
    void refusesTheRestWithItsPlace(String number) {
        var body = "{\"a/b\": [0, " + number + "]}";

        var refused =
                catchThrowableOfType(
                        BadRequest.class, () -> Json.parse(body.getBytes(StandardCharsets.UTF_8)));

        assertThat(refused.where()).isIn("#/a~1b/1", "#");
    }
}
