package dev.tollgate.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import dev.tollgate.local.servers.LoopbackHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Stands between a client of AWS and the server that plays it, passes everything on as it is, and
 * lets a test act at the moment that a request comes, or that its effect has been had.
 */
final class Relay implements AutoCloseable {
    /** What a hop sets for itself. */
    private static final Set<String> OF_THE_HOP =
            Set.of("host", "connection", "content-length", "expect", "transfer-encoding");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final Watch watch;
    private final LoopbackHttp here;

    private Relay(URI server, Watch watch) {
        this.server = server;
        this.watch = watch;
        here = LoopbackHttp.start(this::pass);
    }

    static Relay start(URI server, Watch watch) {
        return new Relay(server, watch);
    }

    /**
     * @param operation such as {@code DynamoDB_20120810.PutItem}
     */
    record Request(String operation, String body) {}

    /** Told of every request; may be called by many threads at once. */
    interface Watch {
        /** Whether the request is passed on. */
        boolean passes(Request request);

        /** The server has carried it out; its answer has yet to be passed back. */
        void done(Request request);
    }

    URI endpoint() {
        return here.endpoint();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var request =
                    new Request(
                            Optional.ofNullable(
                                            exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                                    .orElse(""),
                            new String(body, StandardCharsets.UTF_8));
            if (watch.passes(request)) {
                var answer =
                        http.send(copy(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
                watch.done(request);
                answer.headers()
                        .map()
                        .forEach((name, values) -> {
                            if (isEndToEnd(name)) {
                                exchange.getResponseHeaders().put(name, values);
                            }
                        });
                exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest copy(HttpExchange exchange, byte[] body) {
        var copy =
                HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    if (isEndToEnd(name)) {
                        values.forEach(value -> copy.header(name, value));
                    }
                });
        return copy.build();
    }

    private static boolean isEndToEnd(String header) {
        return !OF_THE_HOP.contains(header.toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        here.close();
        http.close();
    }
}
