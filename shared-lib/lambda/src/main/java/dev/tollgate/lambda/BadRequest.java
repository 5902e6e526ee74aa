package dev.tollgate.lambda;

/**
 * The request cannot be understood: where (a JSON pointer into the body, or the name of a header or
 * query parameter), what was wrong, and what is accepted. Becomes a 400 unless it carries another
 * status.
 */
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String where;

    private BadRequest(int status, String code, String where, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
        this.where = where;
    }

    /** {@code pointer} is a JSON pointer (RFC 6901) into the body; empty for the whole of it. */
    public static BadRequest body(String pointer, String detail) {
        return new BadRequest(400, "invalid_request", "#" + pointer, detail);
    }

    public static BadRequest query(String name, String detail) {
        return new BadRequest(400, "invalid_request", "query parameter " + name, detail);
    }

    public static BadRequest header(String name, String detail) {
        return new BadRequest(400, "invalid_request", "header " + name, detail);
    }

    public static BadRequest tooLarge(String detail) {
        return new BadRequest(413, "request_too_large", "#", detail);
    }

    public static BadRequest mediaType(String detail) {
        return new BadRequest(415, "unsupported_media_type", "header Content-Type", detail);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    public String where() {
        return where;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
