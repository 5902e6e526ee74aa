package dev.tollgate.lambda;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal or an error as <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> problem
 * JSON. {@code code} is stable and for programs; {@code detail} is for people and may change.
 */
public record Problem(int status, String code, String detail, Map<String, Object> more) {
    static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, Map.of());
    }

    /** Not there, or of another organisation: the answer is the same, so that nothing leaks. */
    public static Problem notFound(String what) {
        return of(404, "not_found", "There is no such " + what + ".");
    }

    public Problem with(String name, Object value) {
        var all = new LinkedHashMap<String, Object>(more);
        all.put(name, value);
        return new Problem(status, code, detail, all);
    }

    public Answer answer() {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "urn:tollgate:problem:" + code);
        body.put("title", title());
        body.put("status", status);
        body.put("code", code);
        body.put("detail", detail);
        body.putAll(more);
        return new Answer(status, Map.of("Content-Type", MEDIA_TYPE), body);
    }

    private String title() {
        var words = code.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
