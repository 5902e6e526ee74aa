package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.delivery.Circuit;
import dev.tollgate.domain.delivery.Circuits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The twin of the circuits' table. */
public final class InMemoryCircuits implements Circuits {
    private final Map<Place, Circuit> circuits = new HashMap<>();

    private record Place(OrganisationId organisation, String destination) {}

    @Override
    public synchronized Circuit find(OrganisationId organisation, String destination) {
        return circuits.getOrDefault(new Place(organisation, destination), Circuit.healthy());
    }

    @Override
    public synchronized Passage pass(
            OrganisationId organisation, String destination, Instant now, Duration probe) {
        var circuit = find(organisation, destination);
        var probed = circuit.probed(now, now.plus(probe));
        probed.ifPresent(mine -> put(organisation, destination, mine));
        return probed.<Passage>map(mine -> new Passage.Probe(mine.outage()))
                .orElseGet(() -> waits(circuit));
    }

    private static Passage waits(Circuit circuit) {
        return switch (circuit) {
            case Circuit.Closed _ -> new Passage.Through();
            case Circuit.Open(var outage, var until) -> new Passage.Blocked(outage, until);
            case Circuit.HalfOpen(var outage, var until) -> new Passage.Blocked(outage, until);
        };
    }

    @Override
    public synchronized Circuit failed(
            OrganisationId organisation, String destination, Instant at, String error) {
        return put(organisation, destination, find(organisation, destination).failed(at, error));
    }

    @Override
    public synchronized Circuit succeeded(
            OrganisationId organisation, String destination, Instant at) {
        return put(organisation, destination, find(organisation, destination).succeeded());
    }

    private Circuit put(OrganisationId organisation, String destination, Circuit circuit) {
        circuits.put(new Place(organisation, destination), circuit);
        return circuit;
    }
}
