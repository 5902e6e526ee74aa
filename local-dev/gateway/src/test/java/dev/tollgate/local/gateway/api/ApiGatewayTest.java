package dev.tollgate.local.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ApiGatewayTest {
    private static final String PASS =
            "{\"isAuthorized\": true, \"context\": {\"principal_id\": \"key_1\"}}";

    private final Scripted function = new Scripted("{\"statusCode\": 200, \"body\": \"ok\"}");
    private final Scripted authorizer = new Scripted(PASS);
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-02T09:00:00Z"));
    private final ApiGateway gateway =
            ApiGateway.start(
                    0,
                    Map.of("admin", function, "registration", function, "authorizer", authorizer),
                    Duration.ofSeconds(60),
                    now::get,
                    new SplittableRandom(1));
    private final HttpClient http = HttpClient.newHttpClient();

    /** Keeps its events and answers as it is told. */
    private static final class Scripted implements Lambda {
        private final List<Bytes> events = new ArrayList<>();
        private Invoked outcome;

        Scripted(String answer) {
            outcome = new Invoked.Answered(Bytes.utf8(answer));
        }

        @Override
        public synchronized Invoked invoke(Bytes event) {
            events.add(event);
            return outcome;
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void answersUnknownRoutesItself() throws Exception {
        var answer = get("/nowhere");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Not Found\"}");
        assertThat(function.events).isEmpty();
    }

    @Test
    void asksTheAuthorizerOnlyWhereACredentialIsGiven() throws Exception {
        var answer = get("/api/external-agents");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(authorizer.events).isEmpty();
        assertThat(function.events).isEmpty();
    }

    @Test
    void passesTheAuthorizersContextToTheFunction() throws Exception {
        var answer = get("/api/external-agents", "Authorization", "Bearer x");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(function.events.getFirst()).at("/requestContext/authorizer").toString())
                .isEqualTo("{\"lambda\":{\"principal_id\":\"key_1\"}}");
        var asked = json(authorizer.events.getFirst());
        assertThat(asked.path("type").asText()).isEqualTo("REQUEST");
        assertThat(asked.path("identitySource").toString()).isEqualTo("[\"Bearer x\"]");
        assertThat(asked.path("routeArn").asText())
                .isEqualTo(
                        "arn:aws:execute-api:eu-central-1:000000000000:tollgate/$default/GET"
                                + "/api/external-agents");
    }

    @Test
    void remembersTheAuthorizersAnswerForAMinute() throws Exception {
        get("/api/external-agents", "Authorization", "Bearer x");
        get("/api/api-keys", "Authorization", "Bearer x");
        get("/api/api-keys", "Authorization", "Bearer y");
        now.set(now.get().plusSeconds(60));
        get("/api/api-keys", "Authorization", "Bearer x");

        assertThat(authorizer.events).hasSize(3);
        assertThat(function.events).hasSize(4);
    }

    @Test
    void refusesWhomTheAuthorizerRefuses() throws Exception {
        authorizer.outcome = new Invoked.Answered(Bytes.utf8("{\"isAuthorized\": false}"));

        assertThat(get("/api/api-keys", "Authorization", "x").statusCode()).isEqualTo(403);
        assertThat(get("/api/api-keys", "Authorization", "x").body())
                .isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(authorizer.events).hasSize(1);
    }

    @Test
    void failsWithTheAuthorizerAndForgetsThat() throws Exception {
        authorizer.outcome = new Invoked.Failed("E", "broken");
        assertThat(get("/api/api-keys", "Authorization", "x").statusCode()).isEqualTo(500);
        authorizer.outcome = new Invoked.Answered(Bytes.utf8("{}"));
        assertThat(get("/api/api-keys", "Authorization", "x").statusCode()).isEqualTo(500);
        authorizer.outcome = new Invoked.Answered(Bytes.utf8(PASS));
        assertThat(get("/api/api-keys", "Authorization", "x").statusCode()).isEqualTo(200);
    }

    @Test
    void hidesWhatWentWrongInAFunction() throws Exception {
        function.outcome = new Invoked.Failed("E", "secret");
        assertThat(get("/health").statusCode()).isEqualTo(500);
        assertThat(get("/health").body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        function.outcome = new Invoked.TimedOut();
        assertThat(get("/health").statusCode()).isEqualTo(500);
        function.outcome = new Invoked.Answered(Bytes.utf8("not json"));
        assertThat(get("/health").statusCode()).isEqualTo(500);
        function.outcome = new Invoked.Throttled();
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/health").body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
    }

    @Test
    void sendsEachCookieAsAHeader() throws Exception {
        function.outcome =
                new Invoked.Answered(
                        Bytes.utf8("{\"statusCode\": 200, \"cookies\": [\"a=1\", \"b=2\"]}"));

        var answer = get("/health");

        assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.headers().firstValue("apigw-requestid"))
                .hasValueSatisfying(id -> assertThat(id).hasSize(16));
    }

    @Test
    void boundsBodiesAsApiGatewayAndLambdaDo() throws Exception {
        assertThat(post(5 * 1024 * 1024).statusCode()).isEqualTo(200);
        // Six megabytes of event hold a little less than six of body.
        var tooLargeForLambda = post(6 * 1024 * 1024);
        assertThat(tooLargeForLambda.statusCode()).isEqualTo(413);
        assertThat(tooLargeForLambda.body())
                .isEqualTo("{\"message\":\"Request Entity Too Large\"}");
        assertThat(post(11 * 1024 * 1024).statusCode()).isEqualTo(413);
        assertThat(function.events).hasSize(1);
    }

    @Test
    void boundsTheHeaders() throws Exception {
        assertThat(get("/health", "X-Long", "x".repeat(9_000)).statusCode()).isEqualTo(200);
        assertThat(get("/health", "X-Long", "x".repeat(10_240)).statusCode()).isEqualTo(431);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(gateway.endpoint().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(int size) throws Exception {
        return http.send(
                HttpRequest.newBuilder(gateway.endpoint().resolve("/admin/login"))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("x".repeat(size)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(Bytes event) throws IOException {
        return JsonMapper.builder().build().readTree(event.array());
    }
}
