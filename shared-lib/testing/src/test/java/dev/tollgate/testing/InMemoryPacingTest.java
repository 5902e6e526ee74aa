package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.Pacing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class InMemoryPacingTest extends PacingContract {
    private final InMemoryPacing pacing = new InMemoryPacing();

    @Override
    protected Pacing pacing() {
        return pacing;
    }

    @Test
    void canBeDown() {
        var nobody = new OrganisationId("org_00000000000000000000000000");
        pacing.down(true);

        var slot =
                pacing.reserve(
                        nobody, "agent", new Pace(1, Duration.ofSeconds(1)), 1, clock.instant());

        assertThat(slot).isInstanceOf(Pacing.Slot.Unpaced.class);
    }
}
