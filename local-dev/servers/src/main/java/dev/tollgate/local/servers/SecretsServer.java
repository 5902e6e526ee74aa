package dev.tollgate.local.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands for AWS Secrets Manager: speaks its JSON protocol to the SDK and the caching client, with
 * versions, staging labels, request tokens and the service's errors.
 */
public final class SecretsServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TARGET_PREFIX = "secretsmanager.";

    private final SecretsApi api;
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final LoopbackHttp http;

    private SecretsServer(SecretsApi api) {
        this.api = api;
        this.http = LoopbackHttp.start(this::handle);
    }

    /** Starts a server whose secrets end with it. */
    public static SecretsServer inMemory() {
        return inMemory(InstantSource.system());
    }

    /** Starts a server whose secrets end with it, and whose dates are those of the clock. */
    public static SecretsServer inMemory(InstantSource clock) {
        return start(Optional.empty(), clock);
    }

    /**
     * Starts a server that keeps its secrets, in the clear, in a file of the directory that only
     * its owner may read.
     */
    public static SecretsServer keeping(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start(Optional.of(directory.resolve("secrets.json")), InstantSource.system());
    }

    /** The one server in memory that all tests of this JVM share. Choose names of your own. */
    public static SecretsServer shared() {
        return Shared.SERVER;
    }

    private static SecretsServer start(Optional<Path> file, InstantSource clock) {
        return new SecretsServer(
                new SecretsApi(new SecretsStore(file, clock), clock, new SecureRandom()));
    }

    /** For an SDK client's {@code endpointOverride}. */
    public URI endpoint() {
        return http.endpoint();
    }

    /** How often each operation was asked for, by its name ({@code GetSecretValue}). */
    public Map<String, Integer> requests() {
        return Map.copyOf(requests);
    }

    /** How often this operation was asked for. */
    public int requests(String operation) {
        return requests.getOrDefault(operation, 0);
    }

    /**
     * Answers the next requests, as many as said, with status 500 and {@code InternalServiceError}.
     * An SDK client tries again by default.
     */
    public void failNext(int count) {
        failures.set(count);
    }

    @Override
    public void close() {
        http.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                            .orElse("");
            String operation =
                    target.startsWith(TARGET_PREFIX)
                            ? target.substring(TARGET_PREFIX.length())
                            : target;
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.merge(operation, 1, Integer::sum);
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                send(exchange, 500, fault("InternalServiceError", "failing as told"));
                return;
            }
            try {
                send(exchange, 200, api.answer(operation, new SecretsRequest(JSON.readTree(body))));
            } catch (SecretsFault e) {
                send(exchange, 400, fault(e.type(), String.valueOf(e.getMessage())));
            } catch (JsonProcessingException e) {
                send(exchange, 400, fault("SerializationException", "the body is not JSON"));
            }
        }
    }

    private static ObjectNode fault(String type, String message) {
        return JSON.createObjectNode()
                .put("__type", type)
                .put("Message", message)
                .put("message", message);
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer)
            throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static final class Shared {
        static final SecretsServer SERVER = inMemory();
    }
}
