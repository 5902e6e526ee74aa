package dev.tollgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side of a function: finds the route's action, makes sure of the caller and the scope,
 * and turns whatever comes of it into a response. A fault is logged whole and shown as an empty
 * 500.
 */
public final class Edge {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);

    private final Map<Route, Action> actions;
    private final Metrics metrics;
    private final RandomGenerator random;

    public Edge(Map<Route, Action> actions, Metrics metrics, RandomGenerator random) {
        this.actions = Map.copyOf(actions);
        this.metrics = metrics;
        this.random = random;
    }

    public APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Context context) {
        long start = System.nanoTime();
        var authorized = authorizerContext(event);
        var trace =
                Trace.follow(
                        Optional.ofNullable(event.getHeaders())
                                .map(headers -> headers.get("traceparent")),
                        random);
        var request = new Request(event, Principals.fromContext(authorized), trace);
        var answer = answer(event.getRouteKey(), request, authorized);
        metrics.time(
                "request_duration",
                Duration.ofNanos(System.nanoTime() - start),
                Map.of(
                        "route",
                        Route.of(event.getRouteKey()).map(Route::key).orElse("none"),
                        "status",
                        answer.status() / 100 + "xx"));
        return response(answer, request);
    }

    private Answer answer(String routeKey, Request request, Map<String, Object> authorized) {
        var route = Route.of(routeKey);
        var action = route.flatMap(known -> Optional.ofNullable(actions.get(known)));
        if (route.isEmpty() || action.isEmpty()) {
            return Problem.notFound("route").answer();
        }
        var refusal = refuse(route.get(), authorized);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        try {
            return action.get().run(request);
        } catch (BadRequest e) {
            return Problem.of(e.status(), e.code(), e.where() + " " + e.detail())
                    .with(
                            "errors",
                            java.util.List.of(Map.of("in", e.where(), "detail", e.detail())))
                    .answer();
        } catch (RuntimeException e) {
            LOG.error("request {} to {} failed", request.id(), routeKey, e);
            return Problem.of(
                            500,
                            "internal_error",
                            "Something went wrong here. Quote the request id.")
                    .answer();
        }
    }

    private static Optional<Answer> refuse(Route route, Map<String, Object> authorized) {
        if (route.scope().isEmpty()) {
            return Optional.empty();
        }
        var scope = route.scope().get();
        var principal = Principals.fromContext(authorized);
        if (principal.isEmpty()) {
            var reason = String.valueOf(authorized.getOrDefault(Principals.REFUSAL, "missing"));
            return Optional.of(
                    Problem.of(401, "unauthenticated", "The credential is " + reason + ".")
                            .answer()
                            .with(
                                    "WWW-Authenticate",
                                    "Bearer realm=\"tollgate\", error=\"invalid_token\""));
        }
        if (!principal.get().may(scope)) {
            return Optional.of(
                    Problem.of(
                                    403,
                                    "insufficient_scope",
                                    "This needs the scope " + scope.text() + ".")
                            .with("required_scope", scope.text())
                            .answer());
        }
        return Optional.empty();
    }

    private static Map<String, Object> authorizerContext(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext().getAuthorizer())
                .flatMap(authorizer -> Optional.ofNullable(authorizer.getLambda()))
                .orElse(Map.of());
    }

    private static APIGatewayV2HTTPResponse response(Answer answer, Request request) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("X-Request-Id", request.id());
        headers.put("traceparent", request.trace().toString());
        headers.put("Cache-Control", "no-store");
        var body = Answer.NO_BODY;
        if (!Answer.NO_BODY.equals(answer.body())) {
            headers.put("Content-Type", "application/json");
            body = answer.body() instanceof String text ? text : Json.write(answer.body());
        }
        headers.putAll(answer.headers());
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(answer.status())
                .withHeaders(headers)
                .withBody(body)
                .build();
    }
}
