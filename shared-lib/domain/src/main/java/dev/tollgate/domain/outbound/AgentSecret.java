package dev.tollgate.domain.outbound;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What the secret store holds for an agent or a subscription.
 *
 * @param version counts the credentials from 1
 * @param webhookUrl where its calls go; a secret as well, since a chat webhook needs nothing else.
 *     Empty for a platform whose address follows from its name
 * @param signing with which requests to it are signed, the newest first: two while one replaces the
 *     other, none for a destination that checks no signature
 * @param inbound with which the platform signs or marks what it sends to the gate
 */
public record AgentSecret(
        int version,
        Optional<URI> webhookUrl,
        OutboundAuth auth,
        List<SigningSecret> signing,
        Optional<String> inbound) {
    public static final int MOST_SIGNING = 2;
    public static final int LONGEST_INBOUND = 256;

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
        signing = List.copyOf(signing);
        if (signing.size() > MOST_SIGNING) {
            throw new IllegalArgumentException(
                    "at most " + MOST_SIGNING + " signing secrets, not " + signing.size());
        }
        if (inbound.filter(it -> it.isBlank() || it.length() > LONGEST_INBOUND).isPresent()) {
            throw new IllegalArgumentException(
                    "inbound_secret: 1 to " + LONGEST_INBOUND + " characters");
        }
    }

    /** Of a destination that only takes calls, and checks no signature. */
    public AgentSecret(int version, Optional<URI> webhookUrl, OutboundAuth auth) {
        this(version, webhookUrl, auth, List.of(), Optional.empty());
    }

    /** The same under another number. */
    public AgentSecret numbered(int otherVersion) {
        return new AgentSecret(otherVersion, webhookUrl, auth, signing, inbound);
    }

    @Override
    public String toString() {
        return "AgentSecret[version="
                + version
                + ", webhookUrl="
                + webhookUrl.map(WebhookUrls::masked).orElse("none")
                + ", auth="
                + auth
                + ", signing="
                + signing.size()
                + ", inbound="
                + (inbound.isPresent() ? "***" : "none")
                + "]";
    }
}
