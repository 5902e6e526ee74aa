package dev.tollgate.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls a function at a rehearsal as API Gateway calls it, by somebody who may do everything. */
public final class RehearsedApi {
    private static final Principal CALLER =
            new Principal(
                    RehearsedAgent.ORGANISATION,
                    "usr_rehearsal",
                    "rehearsal",
                    Set.of(),
                    Scope.all(),
                    Optional.empty());

    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function;

    public RehearsedApi(RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function) {
        this.function = function;
    }

    /** The same without headers. */
    public String call(int expected, Route route, Map<String, String> path, String body) {
        return call(expected, route, path, body, Map.of());
    }

    /**
     * The body of the answer.
     *
     * @throws IllegalStateException if the answer has another status: the rehearsal does not run
     *     through what it is meant to
     */
    public String call(
            int expected,
            Route route,
            Map<String, String> path,
            String body,
            Map<String, String> headers) {
        var event = event(route, path, body, headers);
        var answer = function.handleRequest(event, new RehearsedContext());
        if (answer.getStatusCode() != expected) {
            throw new IllegalStateException(
                    "%s answered %d to a rehearsal: %s"
                            .formatted(route.key(), answer.getStatusCode(), answer.getBody()));
        }
        return answer.getBody();
    }

    private static APIGatewayV2HTTPEvent event(
            Route route, Map<String, String> path, String body, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("content-type", "application/json");
        var authorizer = new APIGatewayV2HTTPEvent.RequestContext.Authorizer();
        authorizer.setLambda(new HashMap<>(Principals.toContext(CALLER)));
        var http = new APIGatewayV2HTTPEvent.RequestContext.Http();
        http.setSourceIp("192.0.2.1");
        http.setMethod(route.key().substring(0, route.key().indexOf(' ')));
        return APIGatewayV2HTTPEvent.builder()
                .withRouteKey(route.key())
                .withPathParameters(path)
                .withQueryStringParameters(Map.of())
                .withHeaders(headers)
                .withBody(body)
                .withRequestContext(
                        APIGatewayV2HTTPEvent.RequestContext.builder()
                                .withRouteKey(route.key())
                                .withRequestId("rehearsal")
                                .withAuthorizer(authorizer)
                                .withHttp(http)
                                .build())
                .build();
    }
}
