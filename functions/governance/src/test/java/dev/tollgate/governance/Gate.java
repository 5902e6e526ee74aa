package dev.tollgate.governance;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Principals;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.TestContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls the function as API Gateway would, for one organisation. */
record Gate(GovernanceFunction function, OrganisationId organisation) {
    private static final TestContext CONTEXT = new TestContext();

    /** What came back; no body is an empty object. */
    record Reply(int status, Map<String, String> headers, JsonNode body) {
        String code() {
            return body.path("code").asText();
        }

        String where() {
            return body.path("errors").path(0).path("in").asText();
        }
    }

    Reply send(Route route, String id, String body) {
        return send(route, id, Optional.of(body), Map.of());
    }

    Reply send(Route route, String id) {
        return send(route, id, Optional.empty(), Map.of());
    }

    /** The body as it is, of an answer that is no JSON. */
    String text(Route route) {
        return answer(route, "", Optional.empty(), Map.of()).getBody();
    }

    Reply send(Route route, String id, Optional<String> body, Map<String, String> headers) {
        var response = answer(route, id, body, headers);
        var text = response.getBody();
        return new Reply(
                response.getStatusCode(),
                response.getHeaders(),
                Json.parse(text.isEmpty() ? "{}" : text));
    }

    private APIGatewayV2HTTPResponse answer(
            Route route, String id, Optional<String> body, Map<String, String> headers) {
        var caller =
                new Principal(
                        organisation,
                        "usr_admin",
                        "admin",
                        Set.of(),
                        Scope.all(),
                        Optional.empty());
        var all = new HashMap<>(headers);
        all.put("content-type", "application/json");
        var context =
                RequestContext.builder()
                        .withRequestId("req-1")
                        .withHttp(RequestContext.Http.builder().withSourceIp("192.0.2.7").build())
                        .withAuthorizer(
                                RequestContext.Authorizer.builder()
                                        .withLambda(Map.copyOf(Principals.toContext(caller)))
                                        .build())
                        .build();
        var event =
                APIGatewayV2HTTPEvent.builder()
                        .withRouteKey(route.key())
                        .withHeaders(all)
                        .withPathParameters(Map.of("id", id, "target", id))
                        .withBody(body.orElse(null))
                        .withRequestContext(context)
                        .build();
        return function.handleRequest(event, CONTEXT);
    }
}
