package dev.tollgate.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.identity.Principal;
import java.util.Map;
import java.util.Optional;

/**
 * A call that somebody asks for, well-formed.
 *
 * @param origin where it comes from, for policies
 * @param traceparent of this request, passed on to the agent
 * @param idempotencyKey if the caller gave one
 * @param digest of all that makes the request what it is, hex
 * @param later whether the caller will come back for the output
 * @param replyTo who is told of the outcome, if the call came from a platform
 * @param repeats what a call that failed had sent, if this one does the same again
 */
record Call(
        Principal principal,
        ExternalIdentity onBehalfOf,
        Origin origin,
        AgentId agent,
        JsonNode input,
        Optional<JsonNode> context,
        Optional<JsonNode> metadata,
        Map<String, Object> attributes,
        String traceId,
        String traceparent,
        Optional<String> idempotencyKey,
        String digest,
        boolean later,
        Optional<ReplyAddress> replyTo,
        Optional<Repeat> repeats) {

    /** The address a request came from, and the country if the edge in front knows it. */
    record Origin(String address, Optional<String> country) {}

    /**
     * What a failed call had sent.
     *
     * @param idempotencyKey that the agent saw
     * @param body that it was sent
     */
    record Repeat(String idempotencyKey, String body) {}
}
