package dev.tollgate.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.outbound.CostLocation.InBody;
import dev.tollgate.domain.outbound.CostLocation.InHeader;
import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.DeclaredCost.Absent;
import dev.tollgate.domain.outbound.DeclaredCost.Declared;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CostReaderTest {
    private final CostReader reader = new CostReader();

    private DeclaredCost inHeader(String value) {
        return reader.read(new InHeader("X-Cost-USD"), Map.of("x-cost-usd", value), "");
    }

    private DeclaredCost inBody(String pointer, String body) {
        return reader.read(new InBody(pointer), Map.of(), body);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.05, 50000",
        "' 1.5 ', 1500000",
        "0.0000005, 1",
        "0.0000004999, 0",
        "0.1234565, 123457",
        "10000, 10000000000"
    })
    void roundsADecimalToTheNearestMicroUsd(String usd, long micros) {
        assertThat(inHeader(usd)).isEqualTo(new Declared(new Money(micros)));
        assertThat(inBody("/cost", "{\"cost\":" + usd + "}"))
                .isEqualTo(new Declared(new Money(micros)));
        assertThat(inBody("/cost", "{\"cost\":\"" + usd + "\"}"))
                .isEqualTo(new Declared(new Money(micros)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0.01",
                "NaN",
                "Infinity",
                "",
                "free",
                "1,5",
                "$1",
                "0x1",
                "10000.01",
                "1e5",
                "99999999999999999999999999",
                "1 2"
            })
    void takesAnythingElseInAHeaderAsAbsent(String value) {
        assertThat(inHeader(value)).isInstanceOf(Absent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"cost\":null}",
                "{\"cost\":true}",
                "{\"cost\":[1]}",
                "{\"cost\":-1}",
                "{\"cost\":NaN}",
                "{\"cost\":1e999999}",
                "{\"cost\":1e-999999}",
                "{\"cost\":0.00000000000000000000000000000000000000000001}",
                "[1]",
                "not json",
                "",
                "{\"cost\":1"
            })
    void takesAnythingElseInABodyAsAbsent(String body) {
        assertThat(inBody("/cost", body)).isInstanceOf(Absent.class);
    }

    @Test
    void readsScientificNotationWhichJsonHas() {
        assertThat(inBody("/cost", "{\"cost\":5e-2}")).isEqualTo(new Declared(new Money(50_000)));
    }

    @Test
    void followsAPointerIntoTheBody() {
        var body = "{\"usage\":[{\"a/b\":{\"m~n\":0.25}}]}";

        assertThat(inBody("/usage/0/a~1b/m~0n", body)).isEqualTo(new Declared(new Money(250_000)));
        assertThat(inBody("/usage/1/a~1b/m~0n", body))
                .isEqualTo(new Absent("the answer has no number at /usage/1/a~1b/m~0n"));
    }

    @Test
    void saysThatTheHeaderIsMissing() {
        assertThat(reader.read(new InHeader("X-Cost"), Map.of(), ""))
                .isEqualTo(new Absent("the answer has no header X-Cost"));
    }
}
