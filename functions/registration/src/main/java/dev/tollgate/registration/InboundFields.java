package dev.tollgate.registration;

import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.inbound.Inbound;
import dev.tollgate.inbound.Inbound.KeyKind;
import dev.tollgate.lambda.Fields;
import java.util.Optional;

/**
 * Reads {@code inbound_secret}, which the platform signs or marks its requests to the gate with. A
 * refusal never quotes it.
 */
final class InboundFields {
    static final String NAME = "inbound_secret";

    private InboundFields() {}

    static Optional<String> read(Fields body, Platform platform) {
        return body.text(NAME, AgentSecret.LONGEST_INBOUND)
                .map(text -> checked(body, platform, text));
    }

    private static String checked(Fields body, Platform platform, String text) {
        var inbound = Inbound.of(platform);
        if (inbound.isEmpty()) {
            throw body.refuse(NAME, "is not for " + platform.text() + ", which calls nobody.");
        }
        if (inbound.get().keyKind() == KeyKind.PUBLIC_KEY) {
            throw body.refuse(
                    NAME,
                    "is not for "
                            + platform.text()
                            + ", whose key is public; accepted: platform_config.public_key.");
        }
        try {
            return inbound.get().checkedKey(text);
        } catch (IllegalArgumentException e) {
            throw body.refuse(NAME, e.getMessage() + ".");
        }
    }
}
