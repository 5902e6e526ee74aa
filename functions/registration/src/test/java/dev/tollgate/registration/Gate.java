package dev.tollgate.registration;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Principals;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.InMemoryAgents;
import dev.tollgate.testing.InMemoryAudit;
import dev.tollgate.testing.InMemoryCircuits;
import dev.tollgate.testing.InMemoryCredentials;
import dev.tollgate.testing.InMemoryDeliveries;
import dev.tollgate.testing.InMemoryDeliveryQueue;
import dev.tollgate.testing.InMemorySubscriptions;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.TestContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** The function with its twins, called as API Gateway calls it. */
final class Gate {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    final InMemoryAudit audit = new InMemoryAudit();
    final RecordedMetrics metrics = new RecordedMetrics();
    final InMemorySubscriptions subscriptions = new InMemorySubscriptions();
    final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    final InMemoryDeliveries deliveries = new InMemoryDeliveries();
    final OrganisationId acme = new Ids(InstantSource.system(), new SecureRandom()).organisation();
    final InMemoryCircuits circuits = new InMemoryCircuits();
    final Agents agents;
    final Credentials credentials;
    final RegistrationFunction function;

    Gate() {
        this(new InMemoryAgents(), new InMemoryCredentials(), Map.of());
    }

    Gate(Agents agents, Credentials credentials, Map<String, String> environment) {
        this.agents = agents;
        this.credentials = credentials;
        this.function =
                new RegistrationFunction(
                        Config.of(environment(environment)),
                        new RegistrationFunction.Ports(
                                agents,
                                circuits,
                                credentials,
                                subscriptions,
                                queue,
                                deliveries,
                                audit,
                                metrics,
                                InstantSource.fixed(NOW),
                                new SplittableRandom(1)));
    }

    /** These settings, and those that must be set. */
    static Environment environment(Map<String, String> more) {
        return Environment.of(
                        Map.of(
                                "DELIVERY_QUEUE_URL", "http://127.0.0.1:1/orders",
                                "DELIVERY_DLQ_URL", "http://127.0.0.1:1/buried"))
                .with(more);
    }

    record Reply(int status, Map<String, String> headers, String text) {
        JsonNode json() {
            return Json.parse(text);
        }

        String header(String name) {
            return Optional.ofNullable(headers.get(name)).orElse("");
        }

        String code() {
            return json().path("code").asText();
        }

        String detail() {
            return json().path("detail").asText();
        }
    }

    Reply register(String body) {
        return call(Route.REGISTER_AGENT, "", body, Map.of());
    }

    Reply read(String id) {
        return call(Route.READ_AGENT, id, "", Map.of());
    }

    Reply change(String id, String body) {
        return call(Route.CHANGE_AGENT, id, body, Map.of());
    }

    Reply delete(String id) {
        return call(Route.DELETE_AGENT, id, "", Map.of());
    }

    Reply list(Map<String, String> query) {
        var event = event(acme, Route.LIST_AGENTS, "", "", Map.of());
        event.setQueryStringParameters(query);
        return call(event);
    }

    Reply call(Route route, String id, String body, Map<String, String> headers) {
        return call(event(acme, route, id, body, headers));
    }

    Reply call(APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPResponse answer = function.handleRequest(event, new TestContext());
        return new Reply(answer.getStatusCode(), answer.getHeaders(), answer.getBody());
    }

    static APIGatewayV2HTTPEvent event(
            OrganisationId organisation,
            Route route,
            String id,
            String body,
            Map<String, String> headers) {
        var all = new HashMap<>(Map.of("content-type", "application/json"));
        all.putAll(headers);
        var principal =
                new Principal(
                        organisation,
                        "key_00000000000000000000000000",
                        "test",
                        Set.of(),
                        Scope.all(),
                        Optional.empty());
        return APIGatewayV2HTTPEvent.builder()
                .withRouteKey(route.key())
                .withHeaders(all)
                .withPathParameters(Map.of("id", id))
                .withBody(body)
                .withIsBase64Encoded(false)
                .withRequestContext(
                        RequestContext.builder()
                                .withRequestId("req-1")
                                .withAuthorizer(
                                        RequestContext.Authorizer.builder()
                                                .withLambda(
                                                        new HashMap<>(
                                                                Principals.toContext(principal)))
                                                .build())
                                .build())
                .build();
    }
}
