package dev.tollgate.domain.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One request on its way out.
 *
 * @param invocationId of the call that it is part of, if it is
 * @param idempotencyKey the same for every attempt of one call, so that a destination that keeps it
 *     runs the call once
 * @param body JSON; not sent with a {@link Method#GET}
 * @param headers such as {@code traceparent} and {@code X-Request-Id}
 * @param timeout for the whole call, a token fetched on the way included
 * @param costAt where the answer declares its cost, if it does
 */
public record OutboundCall(
        Method method,
        Optional<String> invocationId,
        String idempotencyKey,
        AgentSecret secret,
        String body,
        Map<String, String> headers,
        Duration timeout,
        Optional<CostLocation> costAt) {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** What the request does. */
    public enum Method {
        GET,
        POST,
        PATCH
    }

    public OutboundCall {
        invocationId.ifPresent(id -> HeaderRules.checkedSecret("invocation id", id));
        HeaderRules.checkedSecret("idempotency key", idempotencyKey);
        if (secret.webhookUrl().isEmpty()) {
            throw new IllegalArgumentException("the agent has no URL to call");
        }
        headers = HeaderRules.checkedAll(headers);
        if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("not a timeout up to " + LONGEST + ": " + timeout);
        }
    }

    public URI url() {
        return secret.webhookUrl().orElseThrow();
    }

    @Override
    public String toString() {
        return "OutboundCall[" + method + ", " + idempotencyKey + ", secret=" + secret + "]";
    }
}
