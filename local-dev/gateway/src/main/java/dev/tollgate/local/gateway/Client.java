package dev.tollgate.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Calls the gateway over HTTP as anyone would. */
public final class Client {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private final HttpClient http;
    private final URI gateway;
    private final Optional<String> credential;

    private Client(HttpClient http, URI gateway, Optional<String> credential) {
        this.http = http;
        this.gateway = gateway;
        this.credential = credential;
    }

    public static Client of(URI gateway) {
        return new Client(HttpClient.newHttpClient(), gateway, Optional.empty());
    }

    /** The same gateway, called with that token or API key. */
    public Client as(String credential) {
        return new Client(http, gateway, Optional.of(credential));
    }

    /** {@code body} is a missing node if there was none. */
    public record Reply(int status, HttpResponse<String> response, JsonNode body) {
        /** The reply, if its status is one of those. */
        public Reply expect(int... accepted) {
            for (int each : accepted) {
                if (status == each) {
                    return this;
                }
            }
            throw new IllegalStateException(
                    "%s %s answered %d: %s"
                            .formatted(
                                    response.request().method(),
                                    response.request().uri(),
                                    status,
                                    response.body()));
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    public Reply post(String path, String json) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Reply post(String path, String json, String... headers) {
        return send(request(path).headers(headers).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Reply patch(String path, String json) {
        return send(request(path).method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
    }

    public Reply put(String path, String json) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Reply delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(gateway.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json");
        credential.ifPresent(it -> request.header("Authorization", "Bearer " + it));
        return request;
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var text = response.body();
            return new Reply(
                    response.statusCode(),
                    response,
                    text.isBlank() ? JSON.missingNode() : JSON.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calling the gateway", e);
        }
    }
}
