package dev.tollgate.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events of API Gateway, made by hand. */
final class Events {
    private Events() {}

    static Principal caller(Scope... scopes) {
        return new Principal(
                new OrganisationId("org_00000000000000000000000000"),
                "key_00000000000000000000000000",
                "nightly report",
                Set.of(),
                Set.of(scopes),
                Optional.of("finance"));
    }

    static APIGatewayV2HTTPEvent of(Route route) {
        return of(route, Map.of());
    }

    static APIGatewayV2HTTPEvent of(Route route, Principal caller) {
        return of(route, Map.copyOf(Principals.toContext(caller)));
    }

    static APIGatewayV2HTTPEvent of(Route route, Map<String, Object> authorized) {
        var http = RequestContext.Http.builder().withSourceIp("192.0.2.7").build();
        var context =
                RequestContext.builder()
                        .withRequestId("req-1")
                        .withHttp(http)
                        .withAuthorizer(
                                RequestContext.Authorizer.builder().withLambda(authorized).build())
                        .build();
        return APIGatewayV2HTTPEvent.builder()
                .withRouteKey(route.key())
                .withHeaders(Map.of())
                .withRequestContext(context)
                .build();
    }

    /** The request of an event, as the edge would hand it to an action. */
    static Request request(APIGatewayV2HTTPEvent event) {
        return new Request(
                event, Optional.empty(), new Trace("1".repeat(32), "2".repeat(16), "01"));
    }
}
