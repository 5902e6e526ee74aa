package dev.tollgate.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.identity.Principal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, read from an API Gateway event of <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 * format 2.0</a>. Headers that came several times are joined with commas there.
 */
public final class Request {
    private static final String JSON = "application/json";

    private final APIGatewayV2HTTPEvent event;
    private final Optional<Principal> principal;
    private final Trace trace;

    Request(APIGatewayV2HTTPEvent event, Optional<Principal> principal, Trace trace) {
        this.event = event;
        this.principal = principal;
        this.trace = trace;
    }

    /** Given by API Gateway; in every answer as X-Request-Id. */
    public String id() {
        return event.getRequestContext().getRequestId();
    }

    public Trace trace() {
        return trace;
    }

    /** The caller; the edge has made sure that there is one on every route that needs a scope. */
    public Principal principal() {
        return principal.orElseThrow();
    }

    /** The address that the connection to the gateway came from. */
    public String sourceIp() {
        return event.getRequestContext().getHttp().getSourceIp();
    }

    public Optional<String> header(String name) {
        return find(event.getHeaders(), name.toLowerCase(Locale.ROOT)).map(String::strip);
    }

    /** All of them, with names in lower case and values as they came. */
    public Map<String, String> headers() {
        var given = event.getHeaders();
        var headers = new TreeMap<String, String>();
        if (given != null) {
            given.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        return headers;
    }

    public String path(String name) {
        return find(event.getPathParameters(), name)
                .orElseThrow(() -> new IllegalStateException("the route has no part " + name));
    }

    /** An id of the path; empty if it does not even look like one. */
    public <T> Optional<T> path(String name, Function<String, T> id) {
        try {
            return Optional.of(id.apply(path(name)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Optional<String> query(String name) {
        return find(event.getQueryStringParameters(), name).filter(value -> !value.isBlank());
    }

    /** Reads a query parameter; what {@code read} refuses is a {@link BadRequest}. */
    public <T> Optional<T> query(String name, String accepted, Function<String, T> read) {
        return query(name)
                .map(value -> {
                    try {
                        return read.apply(value);
                    } catch (IllegalArgumentException | java.time.DateTimeException e) {
                        throw BadRequest.query(
                                name, "is '" + value + "'; accepted: " + accepted + ".");
                    }
                });
    }

    /** Refuses a query parameter that the route does not know. */
    public void onlyQueries(Set<String> names) {
        var given = event.getQueryStringParameters();
        for (var name : given == null ? Set.<String>of() : given.keySet()) {
            if (!names.contains(name)) {
                throw BadRequest.query(
                        name,
                        "is not known; accepted: " + String.join(", ", new TreeSet<>(names)) + ".");
            }
        }
    }

    /** {@code limit} and {@code cursor} of a list whose places {@code place} can read. */
    public PageRequest page(Function<String, ?> place) {
        int limit =
                query(
                                "limit",
                                "a whole number from 1 to " + PageRequest.MOST,
                                text -> PageRequest.first(Integer.parseInt(text)).limit())
                        .orElse(PageRequest.USUAL);
        return new PageRequest(
                limit,
                query(
                        "cursor",
                        "the next_cursor of the page before",
                        cursor -> {
                            var after = Cursor.open(cursor);
                            return place.andThen(_ -> after).apply(after);
                        }));
    }

    /**
     * The version that If-Match names; empty if there is none or it is {@code *}. See <a
     * href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, 13.1.1</a>.
     */
    public OptionalInt ifMatch() {
        var tag = header("If-Match").filter(text -> !"*".equals(text));
        if (tag.isEmpty()) {
            return OptionalInt.empty();
        }
        var version = tag.get().replaceAll("^\"v?(\\d{1,9})\"$", "$1");
        if (version.equals(tag.get())) {
            throw BadRequest.header("If-Match", "is not the ETag of an answer, such as \"3\".");
        }
        return OptionalInt.of(Integer.parseInt(version));
    }

    /** {@code limit} and {@code cursor} of a list whose places may be any text. */
    public PageRequest page() {
        return page(Function.identity());
    }

    /** The raw bytes of the body; none is an empty array. */
    public byte[] body() {
        var body = event.getBody();
        if (body == null) {
            return new byte[0];
        }
        return event.getIsBase64Encoded()
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }

    /** The body as one JSON object of at most {@code most} bytes. */
    public Fields json(int most) {
        var type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals(JSON)) {
            throw BadRequest.mediaType(
                    type.isEmpty()
                            ? "is missing; accepted: " + JSON + "."
                            : "is '" + type + "'; accepted: " + JSON + ".");
        }
        var body = body();
        if (body.length > most) {
            throw BadRequest.tooLarge(
                    "The body has " + body.length + " bytes; accepted: at most " + most + ".");
        }
        return Fields.of(Json.parse(body));
    }

    private static Optional<String> find(@Nullable Map<String, String> values, String name) {
        return Optional.ofNullable(values).map(map -> map.get(name));
    }
}
