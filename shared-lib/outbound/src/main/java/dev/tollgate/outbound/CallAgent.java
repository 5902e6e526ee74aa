package dev.tollgate.outbound;

import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.CostLocation;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.outbound.Destinations;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Carries a governed call out to its agent, with credentials fetched at the last moment. */
public final class CallAgent {
    private final Credentials credentials;
    private final Destinations destinations;

    public CallAgent(Credentials credentials, Destinations destinations) {
        this.credentials = credentials;
        this.destinations = destinations;
    }

    /**
     * Sends the call once.
     *
     * @param body JSON, see {@link CustomHttp#body}
     * @param headers such as {@code traceparent}
     */
    public Execution call(
            Agent agent,
            InvocationId invocation,
            String body,
            Map<String, String> headers,
            Duration timeout) {
        var secret = credentials.fetch(agent.organisation(), agent.id(), agent.credentialVersion());
        if (secret.isEmpty()) {
            return new Execution.Blocked("The agent's credentials are gone from the secret store.");
        }
        return secret.get().webhookUrl().isEmpty()
                ? new Execution.Blocked("The agent has no webhook_url.")
                : destinations.execute(
                        call(agent, secret.get(), invocation, body, headers, timeout));
    }

    private static OutboundCall call(
            Agent agent,
            AgentSecret secret,
            InvocationId invocation,
            String body,
            Map<String, String> headers,
            Duration timeout) {
        return new OutboundCall(
                invocation.value(),
                invocation.value(),
                secret,
                body,
                headers,
                timeout,
                costAt(agent));
    }

    private static Optional<CostLocation> costAt(Agent agent) {
        var config = agent.platformConfig();
        return Optional.ofNullable(config.get("cost_field"))
                .<CostLocation>map(field -> new CostLocation.InBody(field.toString()))
                .or(() ->
                        Optional.ofNullable(config.get("cost_header"))
                                .map(name -> new CostLocation.InHeader(name.toString())));
    }
}
