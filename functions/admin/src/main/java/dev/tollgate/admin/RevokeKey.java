package dev.tollgate.admin;

import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.identity.Principal;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Takes an API key away. API Gateway may go on for the 60 seconds that it remembers the
 * authorizer's answer.
 */
final class RevokeKey {
    private final ApiKeys keys;
    private final Audit audit;
    private final InstantSource clock;
    private final Ids ids;

    RevokeKey(ApiKeys keys, Audit audit, InstantSource clock, RandomGenerator random) {
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
        ids = new Ids(clock, random);
    }

    /** Whether the caller's organisation had such a key. */
    boolean run(Principal caller, ApiKeyId id) {
        boolean removed = keys.remove(caller.organisation(), id);
        if (removed) {
            audit.record(
                    new AuditEvent(
                            ids.audit(),
                            caller.organisation(),
                            clock.instant(),
                            "api_key.deleted",
                            caller.id(),
                            id.value(),
                            Map.of()));
        }
        return removed;
    }
}
