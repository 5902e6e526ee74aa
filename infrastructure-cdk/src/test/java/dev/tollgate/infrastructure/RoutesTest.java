package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.lambda.Route;
import dev.tollgate.local.gateway.api.ApiGateway;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The template, the route table and the local server have the same routes. */
@NeedsNode
final class RoutesTest {
    private static final Synthesised SYNTHESISED = Synthesised.USUAL;

    @Test
    void areThoseOfTheRouteTableEachWithItsFunction() {
        var expected =
                Arrays.stream(Route.values())
                        .collect(
                                Collectors.toMap(
                                        Route::key,
                                        route ->
                                                Synthesised.functionName(route.function().id())
                                                        + ":live"));

        assertThat(deployed()).isEqualTo(expected);
    }

    @Test
    void askTheAuthorizerWhereTheRouteTableAsksForAScope() {
        var asking =
                SYNTHESISED.resources("AWS::ApiGatewayV2::Route").stream()
                        .filter(route ->
                                route.properties()
                                        .path("AuthorizationType")
                                        .asText()
                                        .equals("CUSTOM"))
                        .filter(route -> route.properties().has("AuthorizerId"))
                        .map(route -> route.properties().path("RouteKey").asText());

        assertThat(asking)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Route.values())
                                .filter(route -> route.scope().isPresent())
                                .map(Route::key)
                                .toList());
    }

    /** Every deployed route, asked of the local server over HTTP, reaches the same function. */
    @Test
    void areThoseOfTheLocalServer() throws Exception {
        var functions = new TreeMap<String, Lambda>();
        for (var function : LambdaFunction.values()) {
            functions.put(function.id(), new Answering(function.id()));
        }
        functions.put(LambdaFunction.AUTHORIZER.id(), new Passing());
        try (var local =
                ApiGateway.start(
                        0,
                        functions,
                        Duration.ZERO,
                        InstantSource.system(),
                        new SplittableRandom(1))) {
            for (var route : deployed().entrySet()) {
                assertThat(ask(local.endpoint(), route.getKey()))
                        .as(route.getKey())
                        .isEqualTo(route.getKey() + " by " + route.getValue());
            }
            for (var unknown : List.of("POST /health", "GET /api", "DELETE /api/policies")) {
                assertThat(deployed()).doesNotContainKey(unknown);
                assertThat(ask(local.endpoint(), unknown)).contains("Not Found");
            }
        }
    }

    private static String ask(URI local, String key) throws IOException, InterruptedException {
        var parts = key.replaceAll("\\{\\w+}", "x").split(" ", 2);
        var request =
                HttpRequest.newBuilder(local.resolve(parts[1]))
                        .method(parts[0], HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", "Bearer x")
                        .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Map<String, String> deployed() {
        return SYNTHESISED.resources("AWS::ApiGatewayV2::Route").stream()
                .collect(
                        Collectors.toMap(
                                route -> route.properties().path("RouteKey").asText(),
                                route ->
                                        function(
                                                SYNTHESISED.text(
                                                        route.properties().path("Target")))));
    }

    private static String function(String target) {
        var id = target.replace("integrations/", "");
        return SYNTHESISED.resources("AWS::ApiGatewayV2::Integration").stream()
                .filter(integration -> integration.id().equals(id))
                .map(integration ->
                        SYNTHESISED.text(integration.properties().path("IntegrationUri")))
                .map(arn -> arn.substring(arn.indexOf("function:") + "function:".length()))
                .findFirst()
                .orElseThrow();
    }

    /** Says which route it was asked for, and who it is. */
    private record Answering(String id) implements Lambda {
        private static final JsonMapper JSON = JsonMapper.builder().build();

        @Override
        public Invoked invoke(Bytes event) {
            try {
                var route = JSON.readTree(event.array()).path("routeKey").asText();
                return answered(
                        JSON.createObjectNode()
                                .put("statusCode", 200)
                                .put(
                                        "body",
                                        route + " by " + Synthesised.functionName(id) + ":live")
                                .toString());
            } catch (IOException e) {
                return new Invoked.Failed("IOException", e.toString());
            }
        }

        @Override
        public void close() {}
    }

    /** Lets everybody through. */
    private record Passing() implements Lambda {
        @Override
        public Invoked invoke(Bytes event) {
            return answered("{\"isAuthorized\": true, \"context\": {}}");
        }

        @Override
        public void close() {}
    }

    private static Invoked answered(String json) {
        return new Invoked.Answered(Bytes.utf8(json));
    }
}
