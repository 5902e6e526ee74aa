package dev.tollgate.governance;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.CountersDown;
import dev.tollgate.domain.control.KillSwitches;
import dev.tollgate.domain.measure.Tallies;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Request;
import dev.tollgate.measure.Counted;
import dev.tollgate.measure.Exposition;
import dev.tollgate.measure.Family;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics}, for Prometheus. What all functions have counted is of all organisations, so
 * only the home organisation is told; every one is told how far its own limits are used.
 */
final class MetricsRoute {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsRoute.class);

    private final Tallies tallies;
    private final ReadGauges gauges;
    private final KillSwitches killSwitches;
    private final OrganisationId home;
    private final InstantSource clock;

    MetricsRoute(
            Tallies tallies,
            ReadGauges gauges,
            KillSwitches killSwitches,
            OrganisationId home,
            InstantSource clock) {
        this.tallies = tallies;
        this.gauges = gauges;
        this.killSwitches = killSwitches;
        this.home = home;
        this.clock = clock;
    }

    Answer read(Request request) {
        request.onlyQueries(Set.of());
        var format = Exposition.accepted(request.header("Accept").orElse(""));
        var families = families(request.principal().organisation());
        return new Answer(200, Map.of("Content-Type", format.mediaType()), format.write(families));
    }

    private List<Family> families(OrganisationId organisation) {
        var counted = counted();
        var families = new ArrayList<Family>();
        families.add(
                Family.gauge("redis_up", "1 if the shared counters answer.")
                        .set(counted.isPresent() ? 1 : 0, Map.of())
                        .family());
        if (organisation.equals(home)) {
            families.addAll(ofTheGate(counted));
        }
        families.add(
                Family.gauge("kill_switches_pulled", "Kill switches that stop something.")
                        .set(killSwitches.standing(organisation).size(), Map.of())
                        .family());
        families.addAll(gauges.read(organisation));
        return families;
    }

    private List<Family> ofTheGate(Optional<Counted> counted) {
        var families = new ArrayList<>(counted.map(Counted::families).orElse(List.of()));
        var uptime =
                Family.gauge(
                        "process_uptime_seconds",
                        "Since all functions together began to count, or lost what they counted.");
        counted.flatMap(Counted::began)
                .map(began -> Duration.between(began, clock.instant()))
                .ifPresent(since -> uptime.set((double) Math.max(0, since.toSeconds()), Map.of()));
        families.add(uptime.family());
        families.addAll(notThereYet());
        return families;
    }

    /** There is no sandbox and no scheduler that could be healthy. */
    private static List<Family> notThereYet() {
        return List.of(
                zero("worker_healthy", "1 if the sandbox is healthy; there is none yet."),
                zero("worker_pool_alive", "Workers of the sandbox that are alive."),
                zero("worker_pool_size", "Workers that the sandbox should have."),
                zero("scheduler_tasks_total", "Tasks that are scheduled."));
    }

    private static Family zero(String name, String help) {
        return Family.gauge(name, help).set(0, Map.of()).family();
    }

    private Optional<Counted> counted() {
        try {
            return Optional.of(Counted.read(tallies));
        } catch (CountersDown e) {
            LOG.warn("metrics are told without what was counted", e);
            return Optional.empty();
        }
    }
}
