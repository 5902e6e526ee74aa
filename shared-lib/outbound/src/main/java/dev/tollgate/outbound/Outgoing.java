package dev.tollgate.outbound;

import java.net.URI;
import java.util.Map;

/**
 * A POST about to be sent.
 *
 * @param pool connections are reused only among requests with the same value, so that none carries
 *     the calls of two credentials
 */
record Outgoing(
        URI url, Map<String, String> headers, String contentType, String body, String pool) {}
