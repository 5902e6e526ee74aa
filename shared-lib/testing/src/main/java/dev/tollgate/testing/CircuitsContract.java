package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.delivery.Circuit;
import dev.tollgate.domain.delivery.Circuit.Closed;
import dev.tollgate.domain.delivery.Circuit.HalfOpen;
import dev.tollgate.domain.delivery.Circuit.Open;
import dev.tollgate.domain.delivery.Circuit.Outage;
import dev.tollgate.domain.delivery.Circuits;
import dev.tollgate.domain.delivery.Circuits.Passage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What every record of circuits keeps to. Each test has an organisation of its own. */
public abstract class CircuitsContract {
    private static final int THREADS = 16;
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00.123456789Z");
    private static final Duration PROBE = Duration.ofSeconds(90);
    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    private final OrganisationId organisation = IDS.organisation();
    private final String agent = IDS.agent().value();
    private final Outage outage = new Outage(NOW, 1, "connection refused");
    private final Instant until = NOW.plus(Circuit.FIRST);

    protected abstract Circuits circuits();

    @Test
    void takesADestinationForHealthyAtFirst() {
        assertThat(found()).isEqualTo(Circuit.healthy());
        assertThat(pass(NOW)).isEqualTo(new Passage.Through());
        assertThat(circuits().succeeded(organisation, agent, NOW)).isEqualTo(Circuit.healthy());
    }

    @Test
    void opensAfterFailuresInARow() {
        for (int failures = 1; failures < Circuit.THRESHOLD; failures++) {
            assertThat(fail(NOW.minusSeconds(60))).isEqualTo(new Closed(failures));
            assertThat(pass(NOW)).isEqualTo(new Passage.Through());
        }

        assertThat(fail(NOW)).isEqualTo(new Open(outage, until));
        assertThat(found()).isEqualTo(new Open(outage, until));
        assertThat(pass(NOW)).isEqualTo(new Passage.Blocked(outage, until));
        assertThat(pass(until.minusNanos(1))).isEqualTo(new Passage.Blocked(outage, until));
    }

    @Test
    void countsFromTheStartAfterASuccess() {
        fail(NOW);
        fail(NOW);

        assertThat(circuits().succeeded(organisation, agent, NOW)).isEqualTo(Circuit.healthy());
        assertThat(found()).isEqualTo(Circuit.healthy());
        assertThat(fail(NOW)).isEqualTo(new Closed(1));
    }

    @Test
    void letsOneProbeOnceTheTimeIsOver() {
        open();

        assertThat(pass(until)).isEqualTo(new Passage.Probe(outage));
        assertThat(found()).isEqualTo(new HalfOpen(outage, until.plus(PROBE)));
        assertThat(pass(until.plusSeconds(1)))
                .isEqualTo(new Passage.Blocked(outage, until.plus(PROBE)));
    }

    @Test
    void givesTheProbeToOneOfManyWhoAskAtOnce() throws Exception {
        open();

        var passages = Race.of(THREADS, _ -> () -> pass(until));

        assertThat(passages).filteredOn(Passage.Probe.class::isInstance).hasSize(1);
        assertThat(passages).filteredOn(Passage.Blocked.class::isInstance).hasSize(THREADS - 1);
    }

    @Test
    void givesTheProbeToTheNextOnceItsTimeIsOver() {
        open();
        pass(until);

        assertThat(pass(until.plus(PROBE))).isEqualTo(new Passage.Probe(outage));
    }

    @Test
    void opensForTwiceAsLongAfterAProbeThatFailed() {
        open();
        pass(until);

        var circuit = circuits().failed(organisation, agent, until.plusSeconds(3), "timeout");

        var longer = new Outage(NOW, 2, "timeout");
        assertThat(circuit)
                .isEqualTo(new Open(longer, until.plusSeconds(3).plus(Duration.ofMinutes(2))));
        assertThat(found()).isEqualTo(circuit);
    }

    @Test
    void closesAfterAProbeThatDidNotFail() {
        open();
        pass(until);

        assertThat(circuits().succeeded(organisation, agent, until)).isEqualTo(Circuit.healthy());
        assertThat(pass(until)).isEqualTo(new Passage.Through());
    }

    @Test
    void learnsNothingFromAttemptsThatBeganBeforeItOpened() {
        open();

        assertThat(fail(NOW.plusSeconds(20))).isEqualTo(new Open(outage, until));
        assertThat(found()).isEqualTo(new Open(outage, until));
    }

    @Test
    void losesNoFailureOfManyAtOnce() throws Exception {
        var circuits = Race.of(Circuit.THRESHOLD - 1, _ -> () -> fail(NOW));

        assertThat(circuits)
                .containsExactlyInAnyOrder(
                        new Closed(1), new Closed(2), new Closed(3), new Closed(4));
    }

    @Test
    void opensOnceHoweverManyFailAtOnce() throws Exception {
        Race.of(THREADS, _ -> () -> fail(NOW));

        assertThat(found()).isEqualTo(new Open(outage, until));
    }

    @Test
    void keepsDestinationsAndOrganisationsApart() {
        open();
        var other = IDS.agent().value();

        assertThat(circuits().find(organisation, other)).isEqualTo(Circuit.healthy());
        assertThat(circuits().find(IDS.organisation(), agent)).isEqualTo(Circuit.healthy());
    }

    private void open() {
        for (int failures = 0; failures < Circuit.THRESHOLD; failures++) {
            fail(NOW);
        }
    }

    private Circuit fail(Instant at) {
        return circuits().failed(organisation, agent, at, "connection\r\nrefused");
    }

    private Passage pass(Instant at) {
        return circuits().pass(organisation, agent, at, PROBE);
    }

    private Circuit found() {
        return circuits().find(organisation, agent);
    }
}
