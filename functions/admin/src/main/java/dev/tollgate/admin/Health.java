package dev.tollgate.admin;

import dev.tollgate.lambda.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the gate is up: by itself, and with what it stands on. The services are asked all at
 * once, and one that does not answer in time counts as disconnected.
 */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
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
        var asked = new LinkedHashMap<String, Future<?>>();
        services.forEach((name, call) -> asked.put(name, ask(name, call)));
        long deadline = System.nanoTime() + longest.toNanos();
        var states = new LinkedHashMap<String, String>();
        asked.forEach((name, answer) -> states.put(name, state(name, answer, deadline)));
        return states;
    }

    private static Future<?> ask(String name, Callable<?> call) {
        FutureTask<?> task = new FutureTask<>(call);
        Thread.ofVirtual().name("health-" + name).start(task);
        return task;
    }

    private static String state(String name, Future<?> answer, long deadline) {
        try {
            answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return CONNECTED;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} is not healthy", name, e);
            answer.cancel(true);
            return "disconnected";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "disconnected";
        }
    }
}
