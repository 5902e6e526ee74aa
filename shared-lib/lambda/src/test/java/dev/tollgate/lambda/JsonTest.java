package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\": 1} trailing",
                "{\"a\": 1} {\"a\": 2}",
                "{\"a\": 1, \"a\": 2}",
                "{a: 1}",
                "{'a': 1}",
                "{\"a\": NaN}",
                "{\"a\": 01}",
                "// no\n{}",
                "{\"a\": 1,}"
            })
    void refusesWhatIsNotOneStrictValue(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(BadRequest.class);
    }

    @Test
    void refusesDepthsAndNumbersThatAreMeantToHurt() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> Json.parse("9".repeat(100_000))).isInstanceOf(BadRequest.class);
    }

    @Test
    void saysWhereTheTextStopsBeingJson() {
        assertThatThrownBy(() -> Json.parse("{\n  \"a\" 1}"))
                .hasMessageContaining("(line 2, column 7)");
    }

    @Test
    void keepsDecimalsExact() {
        assertThat(Json.parse("{\"a\": 0.10}").get("a").decimalValue())
                .isEqualTo(new BigDecimal("0.10"));
        assertThat(Json.write(Map.of("a", new BigDecimal("1E+3")))).isEqualTo("{\"a\":1000}");
    }
}
