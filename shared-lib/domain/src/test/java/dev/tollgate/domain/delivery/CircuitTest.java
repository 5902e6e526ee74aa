package dev.tollgate.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.delivery.Circuit.HalfOpen;
import dev.tollgate.domain.delivery.Circuit.Open;
import dev.tollgate.domain.delivery.Circuit.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class CircuitTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void doublesTheTimeOfEveryOpeningUpToHalfAnHour() {
        var minutes = new ArrayList<Long>();
        Circuit circuit = Circuit.healthy();
        for (int failures = 0; failures < Circuit.THRESHOLD; failures++) {
            circuit = circuit.failed(NOW, "refused");
        }
        for (int probes = 0; probes < 100 && circuit instanceof Open open; probes++) {
            minutes.add(Duration.between(NOW, open.until()).toMinutes());
            circuit = new HalfOpen(open.outage(), NOW).failed(NOW, "refused");
        }

        assertThat(minutes).hasSize(100).startsWith(1L, 2L, 4L, 8L, 16L, 30L, 30L).endsWith(30L);
        assertThat(circuit)
                .isEqualTo(new Open(new Outage(NOW, 101, "refused"), NOW.plus(Circuit.LONGEST)));
    }
}
