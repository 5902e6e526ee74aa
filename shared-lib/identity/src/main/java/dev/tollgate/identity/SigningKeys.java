package dev.tollgate.identity;

import java.util.Optional;

/** The keys of access tokens. Asked on every use, so that a change is noticed. */
@FunctionalInterface
public interface SigningKeys {
    /** The one that signs. */
    SigningKey current();

    /** The one of that id, if it still opens what it signed; that which signs always does. */
    default Optional<SigningKey> find(String id) {
        return Optional.of(current()).filter(key -> key.id().equals(id));
    }
}
