package dev.tollgate.platforms;

import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.outbound.AgentSecret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A rendered message that is to be brought to a platform.
 *
 * @param to whoever gave a command there; empty for the place that the agent is registered with
 * @param invocationId of the call that it is about
 * @param idempotencyKey the same for every attempt
 * @param body what {@link PlatformAdapter#render} made
 * @param headers such as {@code traceparent}
 * @param timeout for all of its requests together
 * @param progress what earlier attempts have brought there
 */
record Consignment(
        Agent agent,
        AgentSecret secret,
        Optional<ReplyAddress> to,
        String invocationId,
        String idempotencyKey,
        String body,
        Map<String, String> headers,
        Duration timeout,
        Progress progress) {}
