package dev.tollgate.delivery;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.delivery.Circuit;
import dev.tollgate.domain.delivery.Circuits;
import dev.tollgate.domain.delivery.Circuits.Passage;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.Pacing;
import dev.tollgate.domain.delivery.Pacing.Slot;
import dev.tollgate.domain.delivery.RetrySchedule;
import dev.tollgate.domain.delivery.Turn;
import dev.tollgate.domain.event.Event;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.queue.Announce;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Whether an attempt may be made now: its destination is alive, and there is a slot for it at the
 * pace that the platform documents.
 */
final class Traffic {
    /** Those who waited for the same moment do not come back in the same one. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private final Circuits circuits;
    private final Pacing pacing;
    private final Audit audit;
    private final Metrics metrics;
    private final Announce announce;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration probe;

    Traffic(Config config, DeliveryFunction.Ports ports, Announce announce) {
        this.circuits = ports.circuits();
        this.pacing = ports.pacing();
        this.audit = ports.audit();
        this.metrics = ports.metrics();
        this.announce = announce;
        this.clock = ports.clock();
        this.random = ports.random();
        this.probe = Attempts.claim(config.timeout());
    }

    /**
     * Where something is sent.
     *
     * @param id of the agent or the subscription
     * @param sends how many requests there are to make
     */
    record Route(
            OrganisationId organisation,
            String id,
            String platform,
            Optional<Pace> pace,
            int sends) {
        /** That it is, if it is one. */
        Optional<AgentId> agent() {
            return id.startsWith("agt_") ? Optional.of(new AgentId(id)) : Optional.empty();
        }
    }

    /** What came of asking. */
    sealed interface Light {
        /**
         * The attempt may be made.
         *
         * @param outage that it is to find the end of, if there is one
         */
        record Green(Optional<Circuit.Outage> outage) implements Light {}

        /** Not now; the attempt does not count. */
        record Red(Turn turn) implements Light {}

        /** Not before the delivery is too old. */
        record Never(String why) implements Light {}
    }

    Light ask(DeliveryOrder order, Route route) {
        var now = clock.instant();
        return switch (circuits.pass(route.organisation(), route.id(), now, probe)) {
            case Passage.Through _ -> slot(order, route, now, Optional.empty());
            case Passage.Probe(var outage) -> new Light.Green(Optional.of(outage));
            case Passage.Blocked(var outage, var until) ->
                    later(
                            order,
                            until.plusMillis(random.nextLong(SPREAD.toMillis())),
                            false,
                            "the destination is dead: " + outage.error());
        };
    }

    private Light slot(
            DeliveryOrder order, Route route, Instant now, Optional<Circuit.Outage> outage) {
        if (route.pace().isEmpty() || order.turn().slotted()) {
            return new Light.Green(outage);
        }
        return switch (pacing.reserve(
                route.organisation(), route.id(), route.pace().get(), route.sends(), now)) {
            case Slot.Now _ -> new Light.Green(outage);
            case Slot.At(var due) -> later(order, due, true, "its slot is at " + due);
            case Slot.Later(var busy) ->
                    later(order, now.plus(busy), false, "the destination is busy for " + busy);
            case Slot.Unpaced _ -> {
                metrics.count("external_agent_sends_unpaced", Map.of("platform", route.platform()));
                yield new Light.Green(outage);
            }
        };
    }

    private static Light later(DeliveryOrder order, Instant due, boolean slot, String why) {
        return due.isAfter(order.turn().since().plus(RetrySchedule.LONGEST_LIFE))
                ? new Light.Never(why)
                : new Light.Red(order.turn().postponed(due, slot));
    }

    /** Remembers what came of an attempt that was made at a green light. */
    void tell(Route route, Light.Green green, Execution execution) {
        var at = clock.instant();
        switch (execution) {
            case Execution.Answered _, Execution.Rejected _, Execution.TooLarge _ ->
                    alive(route, green, at);
            // It asks to wait, so it lives.
            case Execution.Failed failed when failed.retryAfter().isPresent() ->
                    alive(route, green, at);
            case Execution.Failed(var status, _, _) ->
                    dead(route, at, "It answered with status " + status + ".");
            case Execution.TimedOut(var after) ->
                    dead(
                            route,
                            at,
                            "It did not answer within " + after.toMillis() / 1000.0 + " s.");
            case Execution.Unreachable(var reason) -> dead(route, at, reason);
            case Execution.Broken(var reason) -> dead(route, at, reason);
            // Nothing reached it.
            case Execution.Blocked _, Execution.NoToken _ -> {}
        }
    }

    private void alive(Route route, Light.Green green, Instant at) {
        circuits.succeeded(route.organisation(), route.id(), at);
        green.outage()
                .ifPresent(outage -> {
                    tell(route, EventType.CIRCUIT_CLOSED, outage, at);
                    metrics.count(
                            "external_agent_circuits_closed", Map.of("platform", route.platform()));
                });
    }

    private void dead(Route route, Instant at, String error) {
        var circuit = circuits.failed(route.organisation(), route.id(), at, error);
        if (circuit instanceof Circuit.Open(var outage, _) && outage.since().equals(at)) {
            tell(route, EventType.CIRCUIT_OPENED, outage, at);
            metrics.count("external_agent_circuits_opened", Map.of("platform", route.platform()));
        }
    }

    private void tell(Route route, EventType type, Circuit.Outage outage, Instant at) {
        var details = new TreeMap<String, String>();
        details.put("error", outage.error());
        details.put("since", outage.since().toString());
        details.put("openings", Integer.toString(outage.openings()));
        var ids = Ids.repeatable(at, route.id() + " " + type.text());
        audit.record(
                new AuditEvent(
                        ids.audit(),
                        route.organisation(),
                        at,
                        type.text(),
                        "system",
                        route.id(),
                        details));
        details.put("destination", route.id());
        announce.announce(
                new Event(ids.event(), route.organisation(), type, at, route.agent(), details));
    }
}
