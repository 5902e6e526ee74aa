package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.control.Halt;
import dev.tollgate.domain.control.KillSwitch;
import dev.tollgate.domain.control.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HaltTest {
    private final SetClock clock = new SetClock(Instant.parse("2026-03-02T09:00:00Z"));
    private final Ids ids = new Ids(clock, new Random(7));
    private final OrganisationId organisation = ids.organisation();
    private final AgentId agent = ids.agent();
    private final InMemoryKillSwitches switches = new InMemoryKillSwitches();
    private final Halt halt = new Halt(switches, Duration.ofSeconds(5), clock);

    @Test
    void honoursALeverWithinItsBoundAndNotLater() {
        assertThat(halt.of(organisation, agent)).isEmpty();
        pull(new Target.Organisation());

        clock.pass(Duration.ofMillis(4999));
        assertThat(halt.of(organisation, agent)).isEmpty();
        clock.pass(Duration.ofMillis(1));
        assertThat(halt.of(organisation, agent)).isPresent();
    }

    @Test
    void stopsWhatIsMeantAndNothingElse() {
        pull(new Target.Agent(agent));
        pull(new Target.Tool("shell"));

        assertThat(halt.of(organisation, agent).map(KillSwitch::sentence))
                .contains("Calls of this agent are stopped: a leak");
        assertThat(halt.of(organisation, ids.agent())).isEmpty();
        assertThat(halt.of(ids.organisation(), agent)).isEmpty();
    }

    @Test
    void stopsEverythingIfTheLeversCannotBeRead() {
        switches.down(true);

        assertThat(halt.of(organisation, agent)).isPresent();
        switches.down(false);
        assertThat(halt.of(organisation, agent)).isEmpty();
    }

    private void pull(Target target) {
        switches.pull(new KillSwitch(organisation, target, "a leak", "usr_admin", clock.instant()));
    }
}
