package dev.tollgate.registration;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.agent.Agents.Saved;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.outbound.Credentials;
import java.time.InstantSource;
import java.util.OptionalInt;

/** Deletes an agent: its row, so that it cannot be called any more, then its secret. */
final class Remove {
    private static final int ATTEMPTS = 8;

    private final Agents agents;
    private final Credentials credentials;
    private final Journal journal;
    private final InstantSource clock;

    Remove(Agents agents, Credentials credentials, Journal journal, InstantSource clock) {
        this.agents = agents;
        this.credentials = credentials;
        this.journal = journal;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Removed() implements Outcome {}

        record NotFound() implements Outcome {}

        /** The agent is at another version than the caller expects. */
        record Stale(int version) implements Outcome {}

        /** Others keep changing it. */
        record Busy() implements Outcome {}
    }

    Outcome run(Principal by, AgentId id, OptionalInt expected) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var found = agents.find(by.organisation(), id);
            if (found.isEmpty()) {
                return new Outcome.NotFound();
            }
            var before = found.get();
            if (expected.isPresent() && expected.getAsInt() != before.version()) {
                return new Outcome.Stale(before.version());
            }
            var deleted = Changes.deleted(before, clock.instant());
            var intent = journal.deletes(by, deleted);
            if (agents.replace(deleted) instanceof Saved.Done) {
                intent.done();
                credentials.remove(deleted.organisation(), id);
                return new Outcome.Removed();
            }
            intent.refused("stale");
        }
        return new Outcome.Busy();
    }
}
