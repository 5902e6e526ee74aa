package dev.tollgate.admin;

import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Probe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Whether the gate is up: by itself, and with what it stands on. The services are asked all at
 * once, and one that does not answer in time counts as disconnected.
 */
final class Health {
    private static final String CONNECTED = "connected";

    private final SortedMap<String, Callable<?>> services;
    private final Duration longest;
    private final InstantSource clock;

    /** {@code services}: each by its name, with a call that fails if it is not there. */
    Health(Map<String, Callable<?>> services, Duration longest, InstantSource clock) {
        this.services = new TreeMap<>(services);
        this.longest = longest;
        this.clock = clock;
    }

    Answer alive() {
        return Answer.ok(Map.of("status", "ok"));
    }

    /** There is no sandbox yet whose workers could be asked. */
    Answer worker() {
        var body = new LinkedHashMap<String, Object>();
        body.put("worker_healthy", false);
        body.put("reason", "There is no sandbox in this version, so no worker runs in it.");
        return Answer.ok(body);
    }

    /** 200 when all are connected, else 503. */
    Answer services() {
        var seen = seen();
        var states = new LinkedHashMap<String, Object>();
        var latencies = new LinkedHashMap<String, Object>();
        seen.forEach((name, answer) -> {
            states.put(name, answer.isThere() ? CONNECTED : "disconnected");
            latencies.put(name, answer.took().toMillis());
        });
        states.put("external_agents", "enabled");
        boolean healthy = seen.values().stream().allMatch(Seen::isThere);
        var body = new LinkedHashMap<String, Object>();
        body.put("status", healthy ? "healthy" : "unhealthy");
        body.put("services", states);
        body.put("latency_ms", latencies);
        return new Answer(healthy ? 200 : 503, Map.of(), body);
    }

    /** Whether a service answered, and how long that took, or was waited for. */
    private record Seen(boolean isThere, Duration took) {}

    private Map<String, Seen> seen() {
        var asked = new LinkedHashMap<String, Supplier<Seen>>();
        services.forEach((name, call) -> asked.put(name, ask(name, call)));
        var seen = new LinkedHashMap<String, Seen>();
        asked.forEach((name, answer) -> seen.put(name, answer.get()));
        return seen;
    }

    private Supplier<Seen> ask(String name, Callable<?> call) {
        var start = clock.instant();
        var answered = new AtomicReference<>(Instant.MAX);
        Callable<?> timed =
                () -> {
                    var answer = call.call();
                    answered.set(clock.instant());
                    return answer;
                };
        var isThere = new Probe(name, timed, longest).ask();
        return () ->
                isThere.getAsBoolean()
                        ? new Seen(true, Duration.between(start, answered.get()))
                        : new Seen(false, Duration.between(start, clock.instant()));
    }
}
