package dev.tollgate.local.openapi.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * An answer that says no, as <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> problem
 * JSON.
 *
 * @param name of its schema among the components
 * @param codes the stable codes that it may have
 * @param when it is given, for people
 * @param more fields beside those that every problem has
 * @param early whether API Gateway gives it too, without asking the gate: as JSON with a message,
 *     and without the gate's headers
 */
public record Refusal(
        String name,
        int status,
        List<String> codes,
        String when,
        Shape more,
        boolean early,
        List<Header> headers) {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE = "urn:tollgate:problem:";

    public Refusal {
        codes = List.copyOf(codes);
        headers = List.copyOf(headers);
    }

    public static Refusal of(String name, int status, String code, String when) {
        return of(name, status, List.of(code), when);
    }

    public static Refusal of(String name, int status, List<String> codes, String when) {
        return new Refusal(name, status, codes, when, Shape.written(), false, List.of());
    }

    /** With a field of its own. */
    public Refusal with(String field, Schema schema) {
        return new Refusal(name, status, codes, when, more.always(field, schema), early, headers);
    }

    /** With fields of its own. */
    public Refusal with(Shape fields) {
        return new Refusal(name, status, codes, when, more.and(fields), early, headers);
    }

    public Refusal with(Header header) {
        var all = new ArrayList<>(headers);
        all.add(header);
        return new Refusal(name, status, codes, when, more, early, all);
    }

    /** One that API Gateway gives as well. */
    public Refusal orEarly() {
        return new Refusal(
                name,
                status,
                codes,
                when,
                more,
                true,
                headers.stream().map(Header::orNot).toList());
    }

    /** What API Gateway says by itself. */
    static Schema message() {
        return Shape.written().always("message", Schema.text()).schema();
    }

    /** What every problem has; others may have more. */
    public static Schema problem() {
        return head(Schema.text(), Schema.integer(400, 599), Schema.text())
                .schema()
                .with("additionalProperties", true)
                .described(
                        "A refusal or an error as RFC 9457 problem JSON. `code` is stable and for"
                                + " programs; `detail` is for people and may change.");
    }

    public Schema schema() {
        return head(
                        Schema.word(codes.stream().map(TYPE::concat).toList()),
                        Schema.constant(status),
                        Schema.word(codes))
                .and(more)
                .schema()
                .described(when);
    }

    private static Shape head(Schema type, Schema status, Schema code) {
        return Shape.written()
                .always("type", type)
                .always("title", Schema.text())
                .always("status", status)
                .always("code", code)
                .always("detail", Schema.text());
    }

    /** Its codes and what they mean, on one line. */
    String line() {
        return "`" + String.join("`, `", codes) + "`: " + when;
    }
}
