package dev.tollgate.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.LimitScope;
import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.Window;
import dev.tollgate.measure.Violations.Count;
import dev.tollgate.testing.InMemoryTallies;
import dev.tollgate.testing.SetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ViolationsTest {
    private final SetClock clock = new SetClock(Instant.parse("2026-03-02T09:02:00Z"));
    private final Ids ids = new Ids(clock, new Random(7));
    private final InMemoryTallies tallies = new InMemoryTallies(clock);
    private final Violations violations =
            Measures.at(new Silent(), tallies, clock, new Random(8)).violations();
    private final OrganisationId acme = ids.organisation();
    private final AgentId agent = ids.agent();
    private final RateRule minute = new RateRule(LimitScope.agent(agent), Window.MINUTE, 10);
    private final RateRule day = new RateRule(LimitScope.organisation(acme), Window.DAY, 10);

    @Test
    void countsByAgentAndLimitForAnHourAndADay() {
        violations.count(acme, agent, minute);
        clock.pass(Duration.ofMinutes(70));
        violations.count(acme, agent, minute);
        violations.count(acme, agent, day);
        violations.count(ids.organisation(), agent, day);

        var report = Violations.read(tallies, acme, clock.instant());
        assertThat(report.counts())
                .containsExactly(
                        new Count(Optional.of(agent), "agent-minute", 1, 2),
                        new Count(Optional.of(agent), "organisation-day", 1, 1));
        assertThat(report.hourSince()).isEqualTo(Instant.parse("2026-03-02T09:10:00Z"));
        assertThat(report.daySince()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Test
    void forgetsWhatIsOlderThanADay() {
        violations.count(acme, agent, minute);
        clock.pass(Duration.ofHours(25));

        assertThat(Violations.read(tallies, acme, clock.instant()).counts()).isEmpty();
    }

    @Test
    void countsTheRestTogetherBeyondTheRoomThereIs() {
        for (int i = 0; i < 5_005; i++) {
            violations.count(acme, ids.agent(), minute);
        }

        assertThat(Violations.read(tallies, acme, clock.instant()).counts())
                .hasSize(5_001)
                .contains(new Count(Optional.empty(), "other", 5, 5));
    }
}
