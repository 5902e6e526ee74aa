package dev.tollgate.inbound;

/** What a platform gets for its request. */
public record Reply(int status, String contentType, String body) {
    static final String JSON = "application/json; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";

    /** Taken, and nothing to say. */
    static Reply empty() {
        return new Reply(200, TEXT, "");
    }

    static Reply json(Object body) {
        return new Reply(200, JSON, Payload.write(body));
    }
}
