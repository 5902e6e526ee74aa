package dev.tollgate.domain.outbound;

import java.net.URI;
import java.util.Optional;

/**
 * What the secret store holds for an agent.
 *
 * @param version counts the agent's credentials from 1
 * @param webhookUrl where its calls go; a secret as well, since a chat webhook needs nothing else.
 *     Empty for a platform whose address follows from its name
 */
public record AgentSecret(int version, Optional<URI> webhookUrl, OutboundAuth auth) {
    public AgentSecret {
        if (version < 1) {
            throw new IllegalArgumentException("versions count from 1, not " + version);
        }
        webhookUrl.ifPresent(url -> {
            if (!url.isAbsolute() || url.getHost() == null) {
                throw new IllegalArgumentException(
                        "webhook_url: must be an absolute URL with a host");
            }
        });
    }

    @Override
    public String toString() {
        return "AgentSecret[version="
                + version
                + ", webhookUrl="
                + webhookUrl.map(WebhookUrls::masked).orElse("none")
                + ", auth="
                + auth
                + "]";
    }
}
