package dev.tollgate.local.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.local.gateway.lambda.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An answer on its way to the caller.
 *
 * @param headers by name in lower case
 * @param cookies each becomes a Set-Cookie header
 */
record Outgoing(int status, Map<String, String> headers, List<String> cookies, Bytes body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What belongs to the connection is the gateway's own. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade");

    Outgoing {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    /**
     * Reads what a function answered. Valid JSON without a status code is the body of a 200 (<a
     * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response">response
     * format 2.0</a>); empty if the answer makes no sense.
     */
    static Optional<Outgoing> read(Bytes payload) {
        try {
            var answer = JSON.readTree(payload.array());
            if (answer == null || answer.isMissingNode() || answer.isNull()) {
                return Optional.empty();
            }
            return answer.has("statusCode")
                    ? Optional.of(structured(answer))
                    : Optional.of(inferred(answer, payload));
        } catch (IOException | IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    private static Outgoing inferred(JsonNode answer, Bytes payload) {
        var body = answer.isTextual() ? Bytes.utf8(answer.asText()) : payload;
        return new Outgoing(200, Map.of("content-type", "application/json"), List.of(), body);
    }

    private static Outgoing structured(JsonNode answer) {
        int status = answer.path("statusCode").asInt(-1);
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("not a status: " + answer.path("statusCode"));
        }
        var headers = new TreeMap<String, String>();
        for (var header : answer.path("headers").properties()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OF_THE_CONNECTION.contains(name) && !header.getValue().isNull()) {
                headers.put(name, header.getValue().asText());
            }
        }
        var cookies = new ArrayList<String>();
        answer.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
        var body = body(answer);
        if (!body.isEmpty()) {
            headers.putIfAbsent("content-type", "text/plain;charset=UTF-8");
        }
        return new Outgoing(status, headers, cookies, body);
    }

    private static Bytes body(JsonNode answer) {
        var body = answer.path("body");
        if (body.isMissingNode() || body.isNull()) {
            return Bytes.NONE;
        }
        if (!body.isTextual()) {
            throw new IllegalArgumentException("the body is not a text");
        }
        return answer.path("isBase64Encoded").asBoolean()
                ? Bytes.of(Base64.getDecoder().decode(body.asText()))
                : Bytes.utf8(body.asText());
    }
}
