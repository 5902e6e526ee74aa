package dev.tollgate.outbound;

import dev.tollgate.domain.outbound.OutboundCall.Method;
import java.net.URI;
import java.util.Map;

/**
 * A request about to be sent.
 *
 * @param body not sent with a GET
 * @param pool connections are reused only among requests with the same value, so that none carries
 *     the calls of two credentials
 */
record Outgoing(
        Method method,
        URI url,
        Map<String, String> headers,
        String contentType,
        String body,
        String pool) {}
