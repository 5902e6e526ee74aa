package dev.tollgate.inbound;

import com.nimbusds.jose.jwk.RSAKey;
import java.util.Optional;
import java.util.Set;

/** The keys that the Bot Connector signs its tokens with. */
@FunctionalInterface
public interface BotKeys {
    /** The key of that id; empty if there is none, or if the keys cannot be had now. */
    Optional<Key> find(String id);

    /**
     * A key that is published.
     *
     * @param endorsements the channels that it may speak for, such as {@code msteams}
     */
    record Key(RSAKey rsa, Set<String> endorsements) {
        public Key {
            endorsements = Set.copyOf(endorsements);
        }
    }
}
