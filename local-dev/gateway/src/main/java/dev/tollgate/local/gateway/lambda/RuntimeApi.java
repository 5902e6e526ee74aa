package dev.tollgate.local.gateway.lambda;

import com.sun.net.httpserver.HttpExchange;
import dev.tollgate.local.servers.LoopbackHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The side of Lambda that the runtime in a function's process talks to: the <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a>, for
 * one process.
 */
final class RuntimeApi implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final String NEXT = ROOT + "invocation/next";
    private static final String INVOCATION = ROOT + "invocation/";
    private static final String INIT_ERROR = ROOT + "init/error";
    private static final String RESTORE_NEXT = ROOT + "restore/next";
    private static final String RESTORE_ERROR = ROOT + "restore/error";

    private final String functionArn;
    private final InstantSource clock;
    private final BlockingQueue<Work> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Work> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Optional<Invoked.Failed>> started = new CompletableFuture<>();
    private final CountDownLatch restored = new CountDownLatch(1);
    private final LoopbackHttp http;

    RuntimeApi(String functionArn, InstantSource clock) {
        this.functionArn = functionArn;
        this.clock = clock;
        http = LoopbackHttp.start(this::handle);
    }

    private record Work(
            String id, Bytes event, long deadlineMillis, CompletableFuture<Invoked> outcome) {}

    /** {@code host:port}, for the variable AWS_LAMBDA_RUNTIME_API. */
    String address() {
        return http.endpoint().getAuthority();
    }

    /**
     * Complete once the function is built, and ready for its snapshot if one is to be taken; empty
     * if that went well.
     */
    CompletableFuture<Optional<Invoked.Failed>> started() {
        return started;
    }

    /** Lets a process that waits for its snapshot go on, as if it had been started from that. */
    void restore() {
        restored.countDown();
    }

    /** Hands the event to the process when it asks for the next one. */
    CompletableFuture<Invoked> offer(Bytes event, Duration timeout) {
        var work =
                new Work(
                        UUID.randomUUID().toString(),
                        event,
                        clock.millis() + timeout.toMillis(),
                        new CompletableFuture<>());
        running.put(work.id(), work);
        waiting.add(work);
        return work.outcome();
    }

    /** The process has ended: whatever it had to do has failed. */
    void lost(String reason) {
        fail(new Invoked.Failed("Runtime.ExitError", reason));
    }

    private void fail(Invoked.Failed failed) {
        started.complete(Optional.of(failed));
        running.values().forEach(work -> work.outcome().complete(failed));
        running.clear();
    }

    @Override
    public void close() {
        http.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (path.equals(NEXT)) {
                next(exchange);
                return;
            }
            if (path.equals(RESTORE_NEXT)) {
                started.complete(Optional.empty());
                restored.await();
                send(exchange, 200, "{}");
                return;
            }
            var body = Bytes.of(exchange.getRequestBody().readAllBytes());
            if (path.equals(INIT_ERROR)) {
                started.complete(Optional.of(failure(exchange, body)));
                accept(exchange);
            } else if (path.equals(RESTORE_ERROR)) {
                fail(failure(exchange, body));
                accept(exchange);
            } else if (path.startsWith(INVOCATION) && path.endsWith("/response")) {
                finish(exchange, "/response", Sandbox.sized(body));
            } else if (path.startsWith(INVOCATION) && path.endsWith("/error")) {
                finish(exchange, "/error", failure(exchange, body));
            } else {
                send(exchange, 404, "{\"errorType\":\"NotFound\"}");
            }
        } catch (InterruptedException e) {
            // Closed while the process waited for work; its connection goes with us.
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        started.complete(Optional.empty());
        var work = waiting.take();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", work.id());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(work.deadlineMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set("Lambda-Runtime-Trace-Id", trace(work.id()));
        exchange.sendResponseHeaders(200, work.event().size());
        exchange.getResponseBody().write(work.event().array());
    }

    /** As X-Ray writes it, never sampled. */
    private String trace(String id) {
        var digits = id.replace("-", "");
        return "Root=1-%08x-%s;Parent=%s;Sampled=0"
                .formatted(clock.millis() / 1000, digits.substring(0, 24), digits.substring(16));
    }

    private void finish(HttpExchange exchange, String ending, Invoked outcome) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var id = path.substring(INVOCATION.length(), path.length() - ending.length());
        var work = Optional.ofNullable(running.remove(id));
        if (work.isEmpty()) {
            send(exchange, 400, "{\"errorType\":\"InvalidRequestID\"}");
            return;
        }
        accept(exchange);
        work.get().outcome().complete(outcome);
    }

    private static Invoked.Failed failure(HttpExchange exchange, Bytes body) {
        var type =
                Optional.ofNullable(
                                exchange.getRequestHeaders()
                                        .getFirst("Lambda-Runtime-Function-Error-Type"))
                        .orElse("Runtime.Unknown");
        return new Invoked.Failed(type, body.text());
    }

    private static void accept(HttpExchange exchange) throws IOException {
        send(exchange, 202, "{\"status\":\"OK\"}");
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
