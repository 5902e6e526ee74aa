package dev.tollgate.admin;

import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Probe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * Whether the gate is up: by itself, and with what it stands on. The services are asked all at
 * once, and one that does not answer in time counts as disconnected.
 */
final class Health {
    private static final String CONNECTED = "connected";

    private final SortedMap<String, Callable<?>> services;
    private final Duration longest;

    /** {@code services}: each by its name, with a call that fails if it is not there. */
    Health(Map<String, Callable<?>> services, Duration longest) {
        this.services = new TreeMap<>(services);
        this.longest = longest;
    }

    Answer alive() {
        return Answer.ok(Map.of("status", "ok"));
    }

    /** 200 when all are connected, else 503. */
    Answer services() {
        var states = new LinkedHashMap<String, Object>(states());
        boolean healthy = states.values().stream().allMatch(CONNECTED::equals);
        states.put("external_agents", "enabled");
        var body = new LinkedHashMap<String, Object>();
        body.put("status", healthy ? "healthy" : "unhealthy");
        body.put("services", states);
        return new Answer(healthy ? 200 : 503, Map.of(), body);
    }

    private Map<String, String> states() {
        var asked = new LinkedHashMap<String, BooleanSupplier>();
        services.forEach((name, call) -> asked.put(name, new Probe(name, call, longest).ask()));
        var states = new LinkedHashMap<String, String>();
        asked.forEach((name, isThere) ->
                states.put(name, isThere.getAsBoolean() ? CONNECTED : "disconnected"));
        return states;
    }
}
