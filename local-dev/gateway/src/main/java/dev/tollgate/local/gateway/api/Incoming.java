package dev.tollgate.local.gateway.api;

import com.sun.net.httpserver.HttpExchange;
import dev.tollgate.local.gateway.lambda.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came over the wire.
 *
 * @param id given by the gateway
 * @param path as it was sent, still encoded
 * @param query without the question mark, still encoded; empty if there was none
 * @param headers by name in lower case, with all their values in the order they came
 */
record Incoming(
        String id,
        Instant at,
        String method,
        String path,
        String query,
        String protocol,
        String sourceIp,
        Map<String, List<String>> headers,
        Bytes body) {
    Incoming {
        var lowerCase = new TreeMap<String, List<String>>();
        headers.forEach((name, values) ->
                lowerCase.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = lowerCase;
    }

    /** Reads the request, of its body no more than one byte beyond what is accepted. */
    static Incoming read(HttpExchange exchange, String id, Instant at) throws IOException {
        var uri = exchange.getRequestURI();
        return new Incoming(
                id,
                at,
                exchange.getRequestMethod(),
                Optional.ofNullable(uri.getRawPath()).orElse(""),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                exchange.getProtocol(),
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                new LinkedHashMap<>(exchange.getRequestHeaders()),
                Bytes.of(exchange.getRequestBody().readNBytes(Quotas.LARGEST_BODY + 1)));
    }

    /** All values of the header, joined with commas; empty if it did not come or is blank. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name))
                .map(values -> String.join(",", values))
                .filter(value -> !value.isBlank());
    }

    /** The size that API Gateway bounds: the request line and all header values. */
    int headerBytes() {
        int size = length(method) + length(path) + length(query) + length(protocol);
        for (var header : headers.entrySet()) {
            size += length(header.getKey());
            size += header.getValue().stream().mapToInt(Incoming::length).sum();
        }
        return size;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
