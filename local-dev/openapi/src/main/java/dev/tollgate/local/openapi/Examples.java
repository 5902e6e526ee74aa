package dev.tollgate.local.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bodies that the gate has taken: those of the golden pairs in {@code events}. */
final class Examples {
    private static final int MOST = 2;
    private static final String REQUEST = ".request.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path events;

    Examples(Path events) {
        this.events = events;
    }

    /** The first few of a route, by name. */
    Map<String, Object> of(Route route) {
        var examples = new TreeMap<String, Object>();
        for (var file : requests(route)) {
            var request = read(file);
            var name = file.getFileName().toString().replace(REQUEST, "");
            if (examples.size() < MOST
                    && request.path("routeKey").asText().equals(route.key())
                    && request.path("headers")
                            .path("content-type")
                            .asText()
                            .startsWith("application/json")
                    && !body(request).isEmpty()
                    && isTaken(file.resolveSibling(name + ".response.json"))) {
                examples.put(name, Map.of("value", Json.parse(body(request))));
            }
        }
        return examples;
    }

    private List<Path> requests(Route route) {
        var directory = events.resolve(route.function().id());
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(REQUEST)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTaken(Path response) {
        return read(response).path("statusCode").asInt() < 300;
    }

    private static String body(JsonNode request) {
        var body = request.path("body").asText();
        return request.path("isBase64Encoded").asBoolean()
                ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                : body;
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
