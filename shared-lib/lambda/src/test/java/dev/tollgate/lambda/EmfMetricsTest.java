package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class EmfMetricsTest {
    @Test
    void measuresNothingOutsideLambda() {
        var metrics = EmfMetrics.of(Environment.of(Map.of()));

        assertThatCode(
                        () -> {
                            metrics.count("calls", Map.of());
                            metrics.flush();
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void makesOfAnyValueADimensionThatPowertoolsTakes() {
        assertThat(EmfMetrics.dimension("GET /health")).isEqualTo("GET_/health");
        assertThat(EmfMetrics.dimension(" ")).isEqualTo("none");
        assertThat(EmfMetrics.dimension("\u00e4".repeat(2000))).isEqualTo("_".repeat(1024));
    }
}
