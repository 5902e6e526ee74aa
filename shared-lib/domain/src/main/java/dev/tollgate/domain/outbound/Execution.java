package dev.tollgate.domain.outbound;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What came of a call. */
public sealed interface Execution {
    /** Whether the destination may have done what was asked, and may charge for it. */
    boolean mayHaveRun();

    /** Whether the same call, with the same idempotency key, may be sent again later. */
    boolean retriable();

    /**
     * 2xx, read whole.
     *
     * @param body JSON or text, empty if there was none; credentials the destination echoed are
     *     blotted out
     * @param contentType as sent, or empty
     * @param headers by lower-case name, the first of each, without cookies
     */
    record Answered(
            int status,
            String body,
            String contentType,
            Map<String, String> headers,
            DeclaredCost cost,
            Duration took)
            implements Execution {
        public Answered {
            headers = Map.copyOf(headers);
        }

        /** The same at another cost. */
        public Answered costing(DeclaredCost other) {
            return new Answered(status, body, contentType, headers, other, took);
        }

        @Override
        public boolean mayHaveRun() {
            return true;
        }

        @Override
        public boolean retriable() {
            return false;
        }
    }

    /**
     * A final refusal: 3xx, which is never followed, or 4xx other than 408, 409, 425 and 429.
     *
     * @param excerpt the first few kilobytes of the body
     */
    record Rejected(int status, String excerpt) implements Execution {
        @Override
        public boolean mayHaveRun() {
            return false;
        }

        @Override
        public boolean retriable() {
            return false;
        }
    }

    /**
     * A refusal for now: 5xx, 408, 409, 425 or 429.
     *
     * @param retryAfter how long the destination asks to wait
     */
    record Failed(int status, String excerpt, Optional<Duration> retryAfter) implements Execution {
        /**
         * 408, 425, 429 and 503 say that the request was not taken up; 409 that the first attempt
         * may still run; of the others nothing is known (<a
         * href="https://www.rfc-editor.org/rfc/rfc9110#section-15.6">RFC 9110 §15.6</a>).
         */
        @Override
        public boolean mayHaveRun() {
            return switch (status) {
                case 408, 425, 429, 503 -> false;
                default -> true;
            };
        }

        @Override
        public boolean retriable() {
            return true;
        }
    }

    /** Sent, and no whole answer within the timeout. */
    record TimedOut(Duration after) implements Execution {
        @Override
        public boolean mayHaveRun() {
            return true;
        }

        @Override
        public boolean retriable() {
            return true;
        }
    }

    /** No connection came about (name, address, TLS, or time), so nothing was sent. */
    record Unreachable(String reason) implements Execution {
        @Override
        public boolean mayHaveRun() {
            return false;
        }

        @Override
        public boolean retriable() {
            return true;
        }
    }

    /** The connection broke, or the answer made no sense, after the call was sent. */
    record Broken(String reason) implements Execution {
        @Override
        public boolean mayHaveRun() {
            return true;
        }

        @Override
        public boolean retriable() {
            return true;
        }
    }

    /** 2xx with a body or a head beyond what is read. */
    record TooLarge(String reason) implements Execution {
        @Override
        public boolean mayHaveRun() {
            return true;
        }

        @Override
        public boolean retriable() {
            return false;
        }
    }

    /** The gate may not connect there: see {@link WebhookUrls} and {@link AddressRules}. */
    record Blocked(String reason) implements Execution {
        @Override
        public boolean mayHaveRun() {
            return false;
        }

        @Override
        public boolean retriable() {
            return false;
        }
    }

    /**
     * The OAuth 2.0 token endpoint gave no token, so nothing was sent to the destination.
     *
     * @param retriable false if the endpoint refused the credentials
     */
    record NoToken(String reason, boolean retriable) implements Execution {
        @Override
        public boolean mayHaveRun() {
            return false;
        }
    }
}
