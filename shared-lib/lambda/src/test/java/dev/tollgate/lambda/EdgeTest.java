package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.testing.RecordedMetrics;
import dev.tollgate.testing.TestContext;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EdgeTest {
    private final RecordedMetrics metrics = new RecordedMetrics();

    @Test
    void answersWhatTheActionAnswers() {
        var answer =
                edge(
                                Route.READ_AGENT,
                                request -> Answer.ok(Map.of("for", request.principal().id())))
                        .answer(
                                Events.of(Route.READ_AGENT, Events.caller(Scope.AGENTS_READ)),
                                new TestContext());

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).isEqualTo("{\"for\":\"key_00000000000000000000000000\"}");
        assertThat(answer.getHeaders())
                .containsEntry("X-Request-Id", "req-1")
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "no-store")
                .containsKey("traceparent");
        assertThat(metrics.all())
                .containsExactly(
                        new RecordedMetrics.Measurement(
                                "request_duration",
                                0,
                                Map.of("route", "GET /api/external-agents/{id}", "status", "2xx")));
    }

    @Test
    void refusesACallerThatTheAuthorizerDidNotName() {
        var answer =
                run(
                        Route.READ_AGENT,
                        Events.of(Route.READ_AGENT, Map.of(Principals.REFUSAL, "expired")));

        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(answer.getBody())
                .isEqualTo(
                        "{\"type\":\"urn:tollgate:problem:unauthenticated\","
                                + "\"title\":\"Unauthenticated\",\"status\":401,"
                                + "\"code\":\"unauthenticated\","
                                + "\"detail\":\"The credential is expired.\"}");
        assertThat(answer.getHeaders())
                .containsEntry("Content-Type", "application/problem+json")
                .containsKey("WWW-Authenticate");
    }

    @Test
    void refusesEveryRouteThatNeedsAScopeWhenThereIsNoAuthorizer() {
        for (var route : Route.values()) {
            int expected = route.scope().isPresent() ? 401 : 204;

            assertThat(run(route, Events.of(route)).getStatusCode())
                    .describedAs(route.key())
                    .isEqualTo(expected);
        }
    }

    @Test
    void refusesACallerWithoutTheScopeAndNamesIt() {
        var answer =
                run(
                        Route.READ_AGENT,
                        Events.of(Route.READ_AGENT, Events.caller(Scope.AGENTS_INVOKE)));

        assertThat(answer.getStatusCode()).isEqualTo(403);
        assertThat(answer.getBody()).contains("\"required_scope\":\"agents:read\"");
    }

    @Test
    void doesNotFindARouteOfAnotherFunction() {
        var answer =
                edge(Route.HEALTH, _ -> Answer.noContent())
                        .answer(Events.of(Route.LOGIN), new TestContext());

        assertThat(answer.getStatusCode()).isEqualTo(404);
    }

    @Test
    void saysWhereARequestIsWrong() {
        var answer =
                edge(
                                Route.HEALTH,
                                _ -> {
                                    throw BadRequest.body("/name", "is required.");
                                })
                        .answer(Events.of(Route.HEALTH), new TestContext());

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(answer.getBody())
                .contains("\"errors\":[{\"detail\":\"is required.\",\"in\":\"#/name\"}]");
    }

    @Test
    void showsNothingOfAFaultButTheRequestId() {
        var answer =
                edge(
                                Route.HEALTH,
                                _ -> {
                                    throw new IllegalStateException("password is hunter2");
                                })
                        .answer(Events.of(Route.HEALTH), new TestContext());

        assertThat(answer.getStatusCode()).isEqualTo(500);
        assertThat(answer.getBody()).doesNotContain("hunter2", "IllegalState");
        assertThat(answer.getHeaders()).containsEntry("X-Request-Id", "req-1");
    }

    @Test
    void goesOnWithTheTraceOfTheCaller() {
        var event = Events.of(Route.HEALTH);
        event.setHeaders(
                Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        assertThat(run(Route.HEALTH, event).getHeaders().get("traceparent"))
                .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01");
    }

    private APIGatewayV2HTTPResponse run(Route route, APIGatewayV2HTTPEvent event) {
        return edge(route, _ -> Answer.noContent()).answer(event, new TestContext());
    }

    private Edge edge(Route route, Action action) {
        return new Edge(Map.of(route, action), metrics, new SplittableRandom(1));
    }
}
