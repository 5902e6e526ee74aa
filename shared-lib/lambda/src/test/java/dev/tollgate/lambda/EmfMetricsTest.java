package dev.tollgate.lambda;

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
}
