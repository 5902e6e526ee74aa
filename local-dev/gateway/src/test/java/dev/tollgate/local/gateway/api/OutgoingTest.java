package dev.tollgate.local.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.local.gateway.lambda.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutgoingTest {
    @Test
    void takesStatusHeadersCookiesAndBody() {
        assertThat(
                        read(
                                """
                                {"statusCode": 201, "headers": {"X-Count": 3, "Content-Length": "9"},
                                 "cookies": ["a=1", "b=2"], "body": "aGk=", "isBase64Encoded": true}
                                """))
                .contains(
                        new Outgoing(
                                201,
                                Map.of("x-count", "3", "content-type", "text/plain;charset=UTF-8"),
                                List.of("a=1", "b=2"),
                                Bytes.utf8("hi")));
    }

    @Test
    void takesJsonWithoutAStatusAsTheBody() {
        var json = Map.of("content-type", "application/json");

        assertThat(read("{\"id\": 7}"))
                .contains(new Outgoing(200, json, List.of(), Bytes.utf8("{\"id\": 7}")));
        assertThat(read("\"hello\""))
                .contains(new Outgoing(200, json, List.of(), Bytes.utf8("hello")));
    }

    @Test
    void needsNoBody() {
        assertThat(read("{\"statusCode\": 204, \"headers\": null, \"body\": null}"))
                .contains(new Outgoing(204, Map.of(), List.of(), Bytes.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{\"statusCode\": \"soon\"}",
                "{\"statusCode\": 42}",
                "{\"statusCode\": 200, \"body\": {}}",
                "{\"statusCode\": 200, \"body\": \"?\", \"isBase64Encoded\": true}",
                "{\"statusCode\": 200"
            })
    void makesNothingOfNonsense(String payload) {
        assertThat(read(payload)).isEmpty();
    }

    private static Optional<Outgoing> read(String payload) {
        return Outgoing.read(Bytes.utf8(payload));
    }
}
