package dev.tollgate.local.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.local.gateway.lambda.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class EventTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Each golden event is taken apart into a request; the gateway makes the same event of it. */
    @TestFactory
    Stream<DynamicTest> makesTheGoldenEvents() throws IOException {
        try (var files = Files.walk(Path.of(System.getProperty("tollgate.root"), "events"))) {
            return files
                    .filter(file -> file.toString().endsWith(".request.json"))
                    .filter(file -> read(file).has("routeKey") && !read(file).has("type"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> DynamicTest.dynamicTest(name(file), () -> compare(read(file))));
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getName(file.getNameCount() - 2) + "/" + file.getFileName();
    }

    private static void compare(JsonNode golden) throws IOException {
        var request = incoming(golden);
        var match = RouteMatch.of(request.method(), request.path()).orElseThrow();
        var context =
                Optional.of(golden.at("/requestContext/authorizer/lambda"))
                        .filter(JsonNode::isObject);
        var event = JSON.readTree(new Event(request, match).forFunction(context).array());

        assertThat(comparable(event).toPrettyString())
                .isEqualTo(comparable(golden).toPrettyString());
    }

    /**
     * The local gateway has no TLS in front of it; golden files have an order of their own and
     * leave out headers that no function reads.
     */
    private static JsonNode comparable(JsonNode event) {
        var copy = (ObjectNode) event.deepCopy();
        var headers = copy.withObject("/headers");
        headers.remove(List.of("x-forwarded-port", "x-forwarded-proto", "user-agent"));
        return sorted(copy);
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var sorted = JSON.createObjectNode();
            var fields = new TreeMap<String, JsonNode>();
            object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            fields.forEach((name, value) -> sorted.set(name, sorted(value)));
            return sorted;
        }
        return node;
    }

    private static Incoming incoming(JsonNode golden) {
        var http = golden.at("/requestContext/http");
        var headers = new TreeMap<String, List<String>>();
        for (var header : golden.path("headers").properties()) {
            if (!header.getKey().startsWith("x-forwarded-")) {
                headers.put(header.getKey(), List.of(header.getValue().asText()));
            }
        }
        headers.put("user-agent", List.of(http.path("userAgent").asText()));
        return new Incoming(
                golden.at("/requestContext/requestId").asText(),
                Instant.ofEpochMilli(golden.at("/requestContext/timeEpoch").asLong()),
                http.path("method").asText(),
                golden.path("rawPath").asText(),
                golden.path("rawQueryString").asText(),
                http.path("protocol").asText(),
                http.path("sourceIp").asText(),
                headers,
                body(golden));
    }

    private static Bytes body(JsonNode golden) {
        var body = golden.path("body").asText("");
        return golden.path("isBase64Encoded").asBoolean()
                ? Bytes.of(Base64.getDecoder().decode(body))
                : Bytes.utf8(body);
    }

    @Test
    void joinsWhatCameSeveralTimesAndSetsCookiesApart() throws IOException {
        var event =
                event(
                        "a=1&b=%C3%A4+%2B&a=2&c&%zz=1",
                        Map.of(
                                "X-Tag", List.of("one", "two"),
                                "Cookie", List.of("k=v; l=w", "m=x"),
                                "Host", List.of("127.0.0.1:8080"),
                                "X-Forwarded-For", List.of("192.0.2.1")),
                        Bytes.NONE);

        assertThat(event.path("queryStringParameters").toString())
                .isEqualTo("{\"a\":\"1,2\",\"b\":\"ä +\",\"c\":\"\",\"%zz\":\"1\"}");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("a=1&b=%C3%A4+%2B&a=2&c&%zz=1");
        assertThat(event.path("cookies").toString()).isEqualTo("[\"k=v\",\"l=w\",\"m=x\"]");
        assertThat(event.path("headers").toString())
                .isEqualTo(
                        "{\"host\":\"127.0.0.1:8080\",\"x-forwarded-for\":\"192.0.2.1,"
                                + " 127.0.0.1\",\"x-tag\":\"one,two\","
                                + "\"x-forwarded-port\":\"8080\",\"x-forwarded-proto\":\"http\"}");
        assertThat(event.at("/requestContext/domainName").asText()).isEqualTo("127.0.0.1");
        assertThat(event.has("body")).isFalse();
    }

    @Test
    void passesTextAsItIsAndAllElseInBase64() throws IOException {
        var text = event("", Map.of("content-type", List.of("text/plain")), Bytes.utf8("häm"));
        var binary =
                event(
                        "",
                        Map.of("content-type", List.of("image/png")),
                        Bytes.of(new byte[] {(byte) 0xff, 0, 1}));

        assertThat(text.path("body").asText()).isEqualTo("häm");
        assertThat(text.path("isBase64Encoded").asBoolean()).isFalse();
        assertThat(binary.path("body").asText()).isEqualTo("/wAB");
        assertThat(binary.path("isBase64Encoded").asBoolean()).isTrue();
    }

    private static JsonNode event(String query, Map<String, List<String>> headers, Bytes body)
            throws IOException {
        var request =
                new Incoming(
                        "req",
                        Instant.parse("2026-03-02T09:00:00Z"),
                        "POST",
                        "/admin/login",
                        query,
                        "HTTP/1.1",
                        "127.0.0.1",
                        headers,
                        body);
        var match = RouteMatch.of("POST", "/admin/login").orElseThrow();
        return JSON.readTree(new Event(request, match).forFunction(Optional.empty()).array());
    }
}
