package dev.tollgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * The HTTP side of a function: finds the route's action, makes sure of the caller and the scope,
 * and turns whatever comes of it into a response. A fault is logged whole and shown as an empty
 * 500. Log lines carry the ids of the request, its trace and the caller; never a body, a header or
 * a secret.
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

    /** Safe for concurrent calls. */
    public APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> answer(event));
    }

    private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
        long start = System.nanoTime();
        var route = Route.of(event.getRouteKey());
        var authorized = authorizerContext(event);
        var principal = Principals.fromContext(authorized);
        var trace =
                Trace.follow(
                        Optional.ofNullable(event.getHeaders())
                                .map(headers -> headers.get("traceparent")),
                        random);
        var request = new Request(event, principal, trace);
        MDC.put("request_id", request.id());
        MDC.put("correlation_id", trace.traceId());
        principal.ifPresent(caller -> MDC.put("principal_id", caller.id()));
        var answer = answer(route, request, authorized);
        var path = route.map(Route::key).orElse("none");
        metrics.time(
                "request_duration",
                Duration.ofNanos(System.nanoTime() - start),
                Map.of("route", path, "status", answer.status() / 100 + "xx"));
        metrics.flush();
        LOG.info("{} answered {}", path, answer.status());
        return response(answer, request);
    }

    private Answer answer(Optional<Route> route, Request request, Map<String, Object> authorized) {
        var action = route.flatMap(known -> Optional.ofNullable(actions.get(known)));
        if (route.isEmpty() || action.isEmpty()) {
            return Problem.notFound("route").answer();
        }
        try {
            return refuse(route.get(), authorized).orElseGet(() -> action.get().run(request));
        } catch (BadRequest e) {
            return Problem.of(e.status(), e.code(), e.where() + " " + e.detail())
                    .with(
                            "errors",
                            List.of(new TreeMap<>(Map.of("in", e.where(), "detail", e.detail()))))
                    .answer();
        } catch (RuntimeException e) {
            LOG.error("request {} to {} failed", request.id(), route.get().key(), e);
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
