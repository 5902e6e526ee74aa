package dev.tollgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.delivery.Circuit;
import dev.tollgate.domain.delivery.Circuits;
import dev.tollgate.domain.delivery.Circuits.Passage;
import dev.tollgate.testing.CircuitsContract;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class DynamoCircuitsTest extends CircuitsContract {
    private final Circuits circuits = new DynamoCircuits(LocalTables.shared());

    @Override
    protected Circuits circuits() {
        return circuits;
    }

    @Test
    void noticesAMomentLaterWhatAnotherProcessFoundOut() {
        var now = Instant.parse("2026-03-02T09:00:00Z");
        var acme = new Ids(InstantSource.system(), new SecureRandom()).organisation();
        var probe = Duration.ofMinutes(1);
        circuits.pass(acme, "agent", now, probe);
        var another = new DynamoCircuits(LocalTables.shared());
        for (int failures = 0; failures < Circuit.THRESHOLD; failures++) {
            another.failed(acme, "agent", now, "refused");
        }

        assertThat(circuits.pass(acme, "agent", now.plusMillis(999), probe))
                .isEqualTo(new Passage.Through());
        assertThat(circuits.pass(acme, "agent", now.plusSeconds(1), probe))
                .isInstanceOf(Passage.Blocked.class);
    }
}
