package dev.tollgate.local.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import dev.tollgate.local.servers.LoopbackHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for API Gateway: an HTTP API on 127.0.0.1 with the routes of {@link
 * dev.tollgate.lambda.Route}, each served by its function, and an authorizer for those that need a
 * scope.
 */
public final class ApiGateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiGateway.class);
    private static final String AUTHORIZER = LambdaFunction.AUTHORIZER.id();
    private static final long MOST_DISCARDED = 64L * 1024 * 1024;

    private final Map<String, Lambda> functions;
    private final Authorizer authorizer;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Executor integrations = Executors.newVirtualThreadPerTaskExecutor();
    private final LoopbackHttp http;

    private ApiGateway(
            int port,
            Map<String, Lambda> functions,
            Authorizer authorizer,
            InstantSource clock,
            RandomGenerator random) {
        this.functions = Map.copyOf(functions);
        this.authorizer = authorizer;
        this.clock = clock;
        this.random = random;
        http = LoopbackHttp.start(this::handle, port);
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for a free one
     * @param functions by the names that the routes give them, and {@code authorizer}
     * @param remembered how long an authorizer's answer holds
     * @throws dev.tollgate.local.servers.PortTaken if another process holds the port
     */
    public static ApiGateway start(
            int port,
            Map<String, Lambda> functions,
            Duration remembered,
            InstantSource clock,
            RandomGenerator random) {
        var authorizer =
                new Authorizer(
                        Optional.ofNullable(functions.get(AUTHORIZER)).orElseThrow(),
                        remembered,
                        clock);
        return new ApiGateway(port, functions, authorizer, clock, random);
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI endpoint() {
        return http.endpoint();
    }

    @Override
    public void close() {
        http.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var id = requestId();
            var answer = answer(Incoming.read(exchange, id, clock.instant()));
            // Whatever a refused caller still sends is taken in, or it would not see the answer.
            exchange.getRequestBody().skip(MOST_DISCARDED);
            send(exchange, id, answer);
        } catch (RuntimeException e) {
            LOG.error("the gateway itself failed", e);
        }
    }

    private Outgoing answer(Incoming request) {
        if (request.headerBytes() > Quotas.LARGEST_HEADERS) {
            return Refusal.HEADERS_TOO_LARGE.answer();
        }
        if (request.body().size() > Quotas.LARGEST_BODY) {
            return Refusal.TOO_LARGE.answer();
        }
        return RouteMatch.of(request.method(), request.path())
                .map(match -> authorize(new Event(request, match)))
                .orElseGet(Refusal.NOT_FOUND::answer);
    }

    private Outgoing authorize(Event event) {
        if (event.match().route().scope().isEmpty()) {
            return integrate(event, Optional.empty());
        }
        return switch (authorizer.ask(event)) {
            case Authorizer.Verdict.Passed passed ->
                    integrate(event, Optional.of(passed.context()));
            case Authorizer.Verdict.Refused refused -> refused.refusal().answer();
        };
    }

    private Outgoing integrate(Event event, Optional<JsonNode> authorized) {
        var function = Optional.ofNullable(functions.get(event.match().route().function().id()));
        var payload = event.forFunction(authorized);
        if (payload.size() > Lambda.LARGEST_PAYLOAD) {
            return Refusal.TOO_LARGE.answer();
        }
        return function.map(it -> invoke(it, payload)).orElseGet(Refusal.INTERNAL::answer);
    }

    private Outgoing invoke(Lambda function, Bytes payload) {
        var outcome =
                CompletableFuture.supplyAsync(() -> function.invoke(payload), integrations)
                        .completeOnTimeout(
                                new Invoked.Throttled(),
                                Quotas.LONGEST_INTEGRATION.toMillis(),
                                TimeUnit.MILLISECONDS)
                        .join();
        return switch (outcome) {
            case Invoked.Answered answered ->
                    Outgoing.read(answered.payload()).orElseGet(Refusal.INTERNAL::answer);
            case Invoked.Failed _, Invoked.TimedOut _ -> Refusal.INTERNAL.answer();
            case Invoked.Throttled _ -> Refusal.UNAVAILABLE.answer();
        };
    }

    private void send(HttpExchange exchange, String id, Outgoing answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        answer.cookies().forEach(cookie -> headers.add("set-cookie", cookie));
        headers.set("apigw-requestid", id);
        boolean bodiless = answer.body().isEmpty();
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().size());
        if (!bodiless) {
            exchange.getResponseBody().write(answer.body().array());
        }
    }

    /** Sixteen characters, the last of them {@code =}, as API Gateway's look. */
    private String requestId() {
        var bytes = new byte[11];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
