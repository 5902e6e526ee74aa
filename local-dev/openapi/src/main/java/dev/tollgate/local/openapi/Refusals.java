package dev.tollgate.local.openapi;

import dev.tollgate.local.openapi.spec.Header;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;

/** What several operations refuse, and how. */
final class Refusals {
    private static final Schema ERRORS =
            Schema.list(
                    Shape.written()
                            .always(
                                    "in",
                                    Schema.text()
                                            .described(
                                                    "A JSON pointer into the body after `#`, or"
                                                            + " `query parameter` or `header` and a"
                                                            + " name."))
                            .always("detail", Schema.text())
                            .schema(),
                    1,
                    1);

    static final Refusal INVALID =
            Refusal.of("InvalidRequest", 400, "invalid_request", "The request is not understood.")
                    .with("errors", ERRORS);

    static final Refusal TOO_LARGE =
            Refusal.of("RequestTooLarge", 413, "request_too_large", "The body is too large.")
                    .with("errors", ERRORS);

    static final Refusal MEDIA_TYPE =
            Refusal.of(
                            "UnsupportedMediaType",
                            415,
                            "unsupported_media_type",
                            "The body is not said to be JSON.")
                    .with("errors", ERRORS);

    static final Header CHALLENGE =
            Header.always("WWW-Authenticate", "What credential is asked for.", Schema.text());

    static final Refusal UNAUTHENTICATED =
            Refusal.of(
                            "Unauthenticated",
                            401,
                            "unauthenticated",
                            "There is no credential, or it is not good, or not any more. Where"
                                    + " there is none at all, API Gateway says so by itself.")
                    .with(CHALLENGE)
                    .orEarly();

    static final Refusal INSUFFICIENT_SCOPE =
            Refusal.of(
                            "InsufficientScope",
                            403,
                            "insufficient_scope",
                            "The credential does not hold a scope that this needs.")
                    .with("required_scope", Schema.text());

    static final Refusal NOT_FOUND =
            Refusal.of(
                    "NotFound",
                    404,
                    "not_found",
                    "It is not there, or belongs to another organisation.");

    static final Header RETRY_AFTER =
            Header.always("Retry-After", "When to come again, in seconds.", Schema.integer(0));

    static final Refusal BUSY =
            Refusal.of(
                            "ConcurrentChange",
                            409,
                            "concurrent_change",
                            "Others change the same at this moment.")
                    .with(RETRY_AFTER);

    static final Refusal STALE =
            Refusal.of(
                            "PreconditionFailed",
                            412,
                            "precondition_failed",
                            "The version that the change is based on is not the current one.")
                    .with(Values.ETAG);

    static final Refusal INTERNAL =
            Refusal.of("InternalError", 500, "internal_error", "Something went wrong here.");

    private Refusals() {}
}
