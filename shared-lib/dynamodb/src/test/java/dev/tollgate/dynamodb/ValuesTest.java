package dev.tollgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ValuesTest {
    @Test
    void readsBackWhatItWrote() {
        var tree =
                Map.<String, Object>of(
                        "text",
                        "a",
                        "flag",
                        true,
                        "number",
                        new BigDecimal("0.000001"),
                        "list",
                        List.of("b", new BigDecimal("1.5"), Map.of("deep", false)));

        assertThat(Values.tree(Values.of(tree))).isEqualTo(tree);
    }
}
