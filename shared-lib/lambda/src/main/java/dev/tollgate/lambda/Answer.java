package dev.tollgate.lambda;

import dev.tollgate.domain.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a caller gets: a status, headers, and a body that Jackson can write ({@link Map}, {@link
 * java.util.List}, text, numbers, a JSON node), or no body.
 */
public record Answer(int status, Map<String, String> headers, Object body) {
    static final String NO_BODY = "";

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer ok(Object body) {
        return new Answer(200, Map.of(), body);
    }

    /** {@code {items, next_cursor}}, the shape of every list; the last page has no cursor. */
    public static Answer list(Page<?> page) {
        var body = new LinkedHashMap<String, Object>();
        body.put("items", page.items());
        page.next().ifPresent(next -> body.put("next_cursor", Cursor.seal(next)));
        return ok(body);
    }

    public static Answer created(String location, Object body) {
        return new Answer(201, Map.of("Location", location), body);
    }

    public static Answer accepted(Object body) {
        return new Answer(202, Map.of(), body);
    }

    public static Answer noContent() {
        return new Answer(204, Map.of(), NO_BODY);
    }

    /** What the caller has is what there is (RFC 9110, 15.4.5). */
    public static Answer notModified() {
        return new Answer(304, Map.of(), NO_BODY);
    }

    public Answer with(String header, String value) {
        return with(Map.of(header, value));
    }

    public Answer with(Map<String, String> more) {
        var all = new TreeMap<String, String>(headers);
        all.putAll(more);
        return new Answer(status, all, body);
    }
}
