package dev.tollgate.lambda;

import dev.tollgate.domain.InvocationId;
import java.net.URI;
import java.util.Optional;

/**
 * Where people reach the gate: {@code AGENT_GATEWAY_PUBLIC_URL}. Messages link to the records of
 * calls there; without it they have no link.
 */
public record PublicUrl(Optional<URI> base) {
    public PublicUrl {
        if (base.filter(url -> url.getHost() == null).isPresent()) {
            throw new IllegalStateException(
                    "AGENT_GATEWAY_PUBLIC_URL has no host; accepted: a URL such as"
                            + " https://gate.example.com");
        }
    }

    public static PublicUrl of(Environment environment) {
        return new PublicUrl(environment.uri("AGENT_GATEWAY_PUBLIC_URL"));
    }

    /** The record of a call. */
    public Optional<URI> of(InvocationId call) {
        return base.map(url -> url.resolve("/api/invocations/" + call));
    }
}
