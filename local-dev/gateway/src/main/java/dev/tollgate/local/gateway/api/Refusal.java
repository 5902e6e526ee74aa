package dev.tollgate.local.gateway.api;

import dev.tollgate.local.gateway.lambda.Bytes;
import java.util.List;
import java.util.Map;

/** What API Gateway answers itself, without the function or in its place. */
enum Refusal {
    /** The identity source is missing: the authorizer is not asked. */
    UNAUTHORIZED(401, "Unauthorized"),
    /** The authorizer said no. */
    FORBIDDEN(403, "Forbidden"),
    /** No route matches. */
    NOT_FOUND(404, "Not Found"),
    /** The body, or the event made of it, is larger than the gateway or Lambda take. */
    TOO_LARGE(413, "Request Entity Too Large"),
    HEADERS_TOO_LARGE(431, "Request Header Fields Too Large"),
    /** The function or the authorizer failed, timed out or gave an answer that makes no sense. */
    INTERNAL(500, "Internal Server Error"),
    /** The integration's 30 seconds are over, or Lambda takes no more calls. */
    UNAVAILABLE(503, "Service Unavailable");

    private final int status;
    private final String message;

    Refusal(int status, String message) {
        this.status = status;
        this.message = message;
    }

    Outgoing answer() {
        return new Outgoing(
                status,
                Map.of("content-type", "application/json"),
                List.of(),
                Bytes.utf8("{\"message\":\"%s\"}".formatted(message)));
    }
}
