package dev.tollgate.outbound;

import java.util.Map;
import java.util.Optional;

/** What came of one request, before it is judged. */
sealed interface Exchange {
    /**
     * An answer with a status.
     *
     * @param headers by lower-case name, the first of each
     * @param whole false if the body went on beyond what is read, or broke off after an error
     *     status
     */
    record Reply(int status, Map<String, String> headers, String body, boolean whole)
            implements Exchange {
        boolean successful() {
            return status >= 200 && status < 300;
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** No connection, so nothing left the gate. */
    record NotSent(String reason) implements Exchange {}

    /** The guard refused the address. */
    record Refused(String reason) implements Exchange {}

    /** Sent, and the time ran out. */
    record Late() implements Exchange {}

    /** Sent, and the connection broke or spoke no HTTP. */
    record Lost(String reason) implements Exchange {}

    /** Sent, and the head of the answer is beyond bounds. */
    record Oversized(String reason) implements Exchange {}
}
