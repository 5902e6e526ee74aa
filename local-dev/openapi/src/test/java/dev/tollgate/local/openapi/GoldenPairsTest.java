package dev.tollgate.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The golden pairs of every function, held against the document. */
final class GoldenPairsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REQUEST = ".request.json";

    private static final String PASSWORD = "which passwords are common is the gate's to know";
    private static final String CURSOR = "what is in a cursor is not for callers to know";
    private static final String ADDRESS = "which addresses are called is decided by rules";

    /** What is refused for a reason that a schema cannot know, and why it cannot. */
    private static final Map<String, String> BEYOND_SCHEMAS =
            Map.ofEntries(
                    Map.entry("admin/change-password-common", PASSWORD),
                    Map.entry("admin/create-user-common-password", PASSWORD),
                    Map.entry("admin/create-user-short-password", "the least length is a setting"),
                    Map.entry("admin/create-key-past-expiry", "time passes"),
                    Map.entry("admin/list-keys-bad-cursor", CURSOR),
                    Map.entry("approvals/list-bad-cursor", CURSOR),
                    Map.entry(
                            "audit/export-backwards", "one field's bound is another field's value"),
                    Map.entry("audit/read-bad-cursor", CURSOR),
                    Map.entry("governance/list-policies-bad-cursor", CURSOR),
                    Map.entry("invocation/list-invocations-bad-cursor", CURSOR),
                    Map.entry("registration/list-bad-cursor", CURSOR),
                    Map.entry("registration/register-retired-connector", ADDRESS),
                    Map.entry("registration/webhook-create-private-address", ADDRESS),
                    Map.entry(
                            "governance/replace-approval-rules-unknown-agent",
                            "which agents there are changes"),
                    Map.entry(
                            "governance/replace-limits-too-fine",
                            "most validators compute multipleOf 0.000001 in binary fractions"),
                    Map.entry(
                            "governance/replace-policy-with-another-id",
                            "a body's schema does not know the path"),
                    Map.entry(
                            "invocation/inbound-slack-unreadable",
                            "the platform's own format is the platform's to describe"));

    private final Judge judge = Judge.ofTheFile();

    private record Pair(String name, JsonNode request, JsonNode response) {
        String key() {
            return request.path("routeKey").asText();
        }

        int status() {
            return response.path("statusCode").asInt();
        }

        String body() {
            var body = request.path("body").asText();
            return request.path("isBase64Encoded").asBoolean()
                    ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                    : body;
        }

        boolean isJson() {
            return request.path("headers")
                    .path("content-type")
                    .asText()
                    .startsWith("application/json");
        }

        Judge.Seen seen() {
            var body = response.path("body");
            return new Judge.Seen(
                    status(),
                    texts(response.path("headers")),
                    body.isTextual() ? body.textValue() : body.toString());
        }

        static Map<String, String> texts(JsonNode object) {
            var texts = new HashMap<String, String>();
            object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
            return texts;
        }
    }

    @TestFactory
    Stream<DynamicTest> areAnsweredAsDescribed() {
        return pairs().map(pair ->
                DynamicTest.dynamicTest(
                        pair.name(),
                        () ->
                                assertThat(judge.complainOfAnswer(pair.key(), pair.seen()))
                                        .as(pair.seen().body())
                                        .isEmpty()));
    }

    /** Of a refusal for another reason too: the request itself is as it should be. */
    @TestFactory
    Stream<DynamicTest> thatAreUnderstoodAreAsDescribed() {
        return pairs().filter(pair ->
                        Set.of(200, 201, 202, 204, 402, 409, 412, 422, 502, 504)
                                .contains(pair.status()))
                .map(pair ->
                        DynamicTest.dynamicTest(
                                pair.name(), () -> assertThat(complaints(pair)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> thatAreNotUnderstoodAreNotAsDescribed() {
        return pairs().filter(pair -> pair.status() == 400)
                .filter(pair -> !BEYOND_SCHEMAS.containsKey(pair.name()))
                .map(pair ->
                        DynamicTest.dynamicTest(
                                pair.name(), () -> assertThat(complaints(pair)).isNotEmpty()));
    }

    /** Else the list would hide what a schema could say. */
    @TestFactory
    Stream<DynamicTest> thatAreBeyondSchemasAreNotRefusedByThem() {
        return pairs().filter(pair -> BEYOND_SCHEMAS.containsKey(pair.name()))
                .map(pair ->
                        DynamicTest.dynamicTest(
                                pair.name() + ": " + BEYOND_SCHEMAS.get(pair.name()),
                                () -> {
                                    assertThat(pair.status()).isEqualTo(400);
                                    assertThat(complaints(pair)).isEmpty();
                                }));
    }

    @Test
    void beyondSchemasAreThere() {
        assertThat(pairs().map(Pair::name)).containsAll(BEYOND_SCHEMAS.keySet());
    }

    private List<String> complaints(Pair pair) {
        var request = pair.request();
        return Stream.of(
                        judge.complainOfParameters(
                                pair.key(),
                                "query",
                                Pair.texts(request.path("queryStringParameters"))),
                        judge.complainOfParameters(
                                pair.key(), "header", Pair.texts(request.path("headers"))),
                        pair.isJson() && !judge.body(pair.key()).isMissingNode()
                                ? judge.complainOfBody(pair.key(), pair.body())
                                : List.<String>of())
                .flatMap(List::stream)
                .toList();
    }

    private static Stream<Pair> pairs() {
        return Arrays.stream(Route.values())
                .map(Route::function)
                .distinct()
                .map(function -> Repository.file("events").resolve(function.id()))
                .filter(Files::isDirectory)
                .flatMap(GoldenPairsTest::requests)
                .map(GoldenPairsTest::pair);
    }

    private static Stream<Path> requests(Path directory) {
        try (var files = Files.list(directory)) {
            return files
                    .filter(file -> file.toString().endsWith(REQUEST))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pair pair(Path file) {
        var name = file.getFileName().toString().replace(REQUEST, "");
        try {
            return new Pair(
                    file.resolveSibling(name).toString().replaceFirst(".*/events/", ""),
                    JSON.readTree(file.toFile()),
                    JSON.readTree(file.resolveSibling(name + ".response.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
