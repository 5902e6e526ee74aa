package dev.tollgate.local.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.lambda.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Calls a running gate and holds everything that is sent and answered against the document. Each
 * body is sent with a field that nobody knows first: the refusal tells all the fields that the gate
 * reads, which have to be those that the document knows.
 */
final class Walk implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ACCEPTED = Pattern.compile("accepted(?: here)?: ([a-z0-9_, ]+)$");

    /** Read, and refused with a reason of its own. */
    private static final Map<Route, Set<String>> TOLD_APART =
            Map.of(Route.CREATE_POLICY, Set.of("version"));

    private final Judge judge = Judge.ofTheFile();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI gate;
    private final List<String> complaints = new ArrayList<>();
    private final Set<Route> done = EnumSet.noneOf(Route.class);
    private final Set<Route> probed = EnumSet.noneOf(Route.class);
    private Optional<String> credential = Optional.empty();

    Walk(URI gate) {
        this.gate = gate;
    }

    /** From now on with that token or key. */
    void as(String token) {
        credential = Optional.of(token);
    }

    /** What was not as it is described. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The operations that were done. */
    Set<Route> done() {
        return EnumSet.copyOf(done);
    }

    /** The fields that the document knows of one of its schemas. */
    Set<String> fields(String schema) {
        return judge.fields(schema(schema));
    }

    /** The fields that it knows of the credentials of that type. */
    Set<String> credentials(String type) {
        for (var kind : schema("AuthConfig").path("anyOf")) {
            if (kind.at("/properties/auth_type/const").asText().equals(type)) {
                return judge.fields(kind.at("/properties/credentials"));
            }
        }
        throw new IllegalArgumentException("not a type of credentials: " + type);
    }

    private JsonNode schema(String name) {
        return judge.document().path("components").path("schemas").path(name);
    }

    Ask ask(Route route) {
        return new Ask(route);
    }

    /** One request. */
    final class Ask {
        private final Route route;
        private final Map<String, String> parts = new HashMap<>();
        private final Map<String, String> headers = new TreeMap<>();
        private String query = "";
        private String body = "";

        private Ask(Route route) {
            this.route = route;
            credential.ifPresent(it -> headers.put("Authorization", "Bearer " + it));
        }

        Ask on(String id) {
            return on("id", id);
        }

        Ask on(String part, String value) {
            parts.put(part, value);
            return this;
        }

        Ask where(String parameters) {
            query = "?" + parameters;
            return this;
        }

        Ask json(String text) {
            return body("application/json", text);
        }

        Ask body(String type, String text) {
            headers.put("Content-Type", type);
            body = text;
            return this;
        }

        Ask header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Ask by(String token) {
            return header("Authorization", "Bearer " + token);
        }

        Ask byNobody() {
            headers.remove("Authorization");
            return this;
        }

        /** The body of the answer to what has to be done. */
        JsonNode done() {
            probe();
            var seen = send(body);
            complain(judge.complainOfAnswer(route.key(), seen), seen);
            if (seen.status() >= 400) {
                throw new IllegalStateException(
                        route.key() + " answered " + seen.status() + ": " + seen.body());
            }
            done.add(route);
            if (isJson()) {
                complain(judge.complainOfBody(route.key(), body), seen);
            }
            return tree(seen);
        }

        /** What came of it, whatever that is. */
        Judge.Seen seen() {
            var seen = send(body);
            complain(judge.complainOfAnswer(route.key(), seen), seen);
            return seen;
        }

        JsonNode refused(int status) {
            var seen = seen();
            if (seen.status() != status) {
                throw new IllegalStateException(
                        "%s answered %d and not %d: %s"
                                .formatted(route.key(), seen.status(), status, seen.body()));
            }
            return tree(seen);
        }

        /** The fields that the gate says that it reads there. */
        Set<String> accepted() {
            var detail = refused(400).path("detail").asText();
            var found = ACCEPTED.matcher(detail);
            if (!found.find()) {
                throw new IllegalStateException("no fields are told: " + detail);
            }
            return new TreeSet<>(List.of(found.group(1).split(", ", -1)));
        }

        private boolean isJson() {
            return headers.getOrDefault("Content-Type", "").equals("application/json")
                    && !body.isEmpty();
        }

        private void probe() {
            if (!isJson() || !judge.body(route.key()).isObject() || !probed.add(route)) {
                return;
            }
            var whole = body;
            body = read(body).put("nobody_knows", 1).toString();
            var read = accepted();
            body = whole;
            read.removeAll(TOLD_APART.getOrDefault(route, Set.of()));
            var described = judge.fields(judge.body(route.key()));
            if (!read.equals(described)) {
                complaints.add(route + " reads " + read + " and is described with " + described);
            }
        }

        private void complain(List<String> all, Judge.Seen seen) {
            all.forEach(
                    it -> complaints.add(route + " " + seen.status() + ": " + it + seen.body()));
        }

        private Judge.Seen send(String text) {
            var path = route.path();
            for (var part : parts.entrySet()) {
                path = path.replace("{" + part.getKey() + "}", part.getValue());
            }
            var request =
                    HttpRequest.newBuilder(gate.resolve(path + query))
                            .method(
                                    route.method(),
                                    text.isEmpty()
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(text));
            headers.forEach(request::header);
            try {
                var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                return new Judge.Seen(
                        answer.statusCode(),
                        answer.headers().map().entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                header -> String.join(", ", header.getValue()))),
                        answer.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(Judge.Seen seen) {
        return seen.headers().getOrDefault("Content-Type", "").contains("json")
                ? read(seen.body())
                : JSON.missingNode();
    }

    @Override
    public void close() {
        http.close();
    }
}
