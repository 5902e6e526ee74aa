package dev.tollgate.local.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.servers.LocalAccount;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as a Lambda function gets it from an HTTP API: <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 * format 2.0</a> for the integration, and <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">format
 * 2.0</a> for the authorizer. Header names are in lower case, several values are joined with
 * commas, cookies stand apart; what a request does not have is absent, not null.
 */
record Event(Incoming request, RouteMatch match) {
    static final String API_ID = "tollgate";
    static final String STAGE = "$default";
    static final String IDENTITY_SOURCE = "authorization";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** For the function; {@code authorized} is the authorizer's context if the route has one. */
    Bytes forFunction(Optional<JsonNode> authorized) {
        var event = JSON.createObjectNode().put("version", "2.0");
        event.put("routeKey", match.route().key());
        putRequest(event);
        var context = context();
        authorized.ifPresent(it -> context.putObject("authorizer").set("lambda", it));
        event.set("requestContext", context);
        putParameters(event);
        boolean text = BodyText.passesAsText(request.header("content-type"), encoding());
        if (!request.body().isEmpty()) {
            event.put("body", text ? request.body().text() : base64(request.body()));
        }
        event.put("isBase64Encoded", !request.body().isEmpty() && !text);
        return bytes(event);
    }

    /** For the authorizer. */
    Bytes forAuthorizer(String identity) {
        var event = JSON.createObjectNode().put("version", "2.0").put("type", "REQUEST");
        event.put(
                "routeArn",
                "arn:aws:execute-api:%s:%s:%s/%s/%s%s"
                        .formatted(
                                LocalAccount.REGION,
                                LocalAccount.ID,
                                API_ID,
                                STAGE,
                                request.method(),
                                match.route().path()));
        event.putArray("identitySource").add(identity);
        event.put("routeKey", match.route().key());
        putRequest(event);
        event.set("requestContext", context());
        putParameters(event);
        return bytes(event);
    }

    private void putRequest(ObjectNode event) {
        event.put("rawPath", request.path());
        event.put("rawQueryString", request.query());
        var cookies = cookies();
        if (!cookies.isEmpty()) {
            event.set("cookies", cookies);
        }
        event.set("headers", headers());
        var query = query();
        if (!query.isEmpty()) {
            event.set("queryStringParameters", JSON.valueToTree(query));
        }
    }

    private void putParameters(ObjectNode event) {
        if (!match.parameters().isEmpty()) {
            event.set("pathParameters", JSON.valueToTree(match.parameters()));
        }
    }

    private ArrayNode cookies() {
        var cookies = JSON.createArrayNode();
        for (var line : request.headers().getOrDefault("cookie", List.of())) {
            for (var cookie : line.split(";", -1)) {
                if (!cookie.isBlank()) {
                    cookies.add(cookie.strip());
                }
            }
        }
        return cookies;
    }

    private ObjectNode headers() {
        var headers = JSON.createObjectNode();
        request.headers()
                .forEach((name, values) -> {
                    if (!name.equals("cookie") && !name.equals("connection")) {
                        headers.put(name, String.join(",", values));
                    }
                });
        headers.put(
                "x-forwarded-for",
                request.header("x-forwarded-for")
                        .map(before -> before + ", " + request.sourceIp())
                        .orElse(request.sourceIp()));
        headers.put("x-forwarded-port", port());
        headers.put("x-forwarded-proto", "http");
        return headers;
    }

    private Map<String, String> query() {
        if (request.query().isEmpty()) {
            return Map.of();
        }
        var values = new LinkedHashMap<String, String>();
        for (var part : request.query().split("&", -1)) {
            if (!part.isEmpty()) {
                var pair = part.split("=", 2);
                values.merge(
                        decoded(pair[0]),
                        pair.length == 2 ? decoded(pair[1]) : "",
                        (one, other) -> one + "," + other);
            }
        }
        return values;
    }

    private ObjectNode context() {
        var context = JSON.createObjectNode();
        context.put("accountId", LocalAccount.ID);
        context.put("apiId", API_ID);
        context.put("domainName", domain());
        context.put("domainPrefix", domain().split("\\.", 2)[0]);
        context.putObject("http")
                .put("method", request.method())
                .put("path", request.path())
                .put("protocol", request.protocol())
                .put("sourceIp", request.sourceIp())
                .put("userAgent", request.header("user-agent").orElse(""));
        context.put("requestId", request.id());
        context.put("routeKey", match.route().key());
        context.put("stage", STAGE);
        context.put("time", TIME.format(request.at()));
        context.put("timeEpoch", request.at().toEpochMilli());
        return context;
    }

    private String domain() {
        return request.header("host").orElse("").replaceFirst(":\\d+$", "");
    }

    private String port() {
        var host = request.header("host").orElse("");
        return host.matches(".*:\\d+") ? host.substring(host.lastIndexOf(':') + 1) : "80";
    }

    private Optional<String> encoding() {
        return request.header("content-encoding");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException halfAnEscape) {
            return text;
        }
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static Bytes bytes(ObjectNode event) {
        try {
            return Bytes.of(JSON.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
