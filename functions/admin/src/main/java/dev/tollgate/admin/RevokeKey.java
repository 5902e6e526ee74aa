package dev.tollgate.admin;

import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.identity.ApiKey;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.identity.Principal;
import java.util.Map;
import java.util.Optional;

/**
 * Takes an API key away. API Gateway may go on for the time that it remembers the authorizer's
 * answer.
 */
final class RevokeKey {
    private final ApiKeys keys;
    private final Journal journal;

    RevokeKey(ApiKeys keys, Journal journal) {
        this.keys = keys;
        this.journal = journal;
    }

    /** Whether the caller's organisation had such a key. */
    boolean run(Principal caller, ApiKeyId id) {
        if (own(caller, id).isEmpty()) {
            return false;
        }
        journal.record(caller, "api_key.deleted", id.value(), Map.of());
        return keys.remove(caller.organisation(), id);
    }

    private Optional<ApiKey> own(Principal caller, ApiKeyId id) {
        return keys.find(id).filter(key -> key.organisation().equals(caller.organisation()));
    }
}
