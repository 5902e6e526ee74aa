package dev.tollgate.governance;

import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.policy.Policies;
import java.util.OptionalInt;

/** Takes a policy away. */
final class RemovePolicy {
    private static final int ATTEMPTS = 10;

    private final Policies policies;
    private final Journal journal;

    RemovePolicy(Policies policies, Journal journal) {
        this.policies = policies;
        this.journal = journal;
    }

    sealed interface Outcome {
        record Removed() implements Outcome {}

        record NotFound() implements Outcome {}

        /** It is at this version, which is not the one that was asked for. */
        record Stale(int version) implements Outcome {}

        /** Others change it all the time. */
        record Busy() implements Outcome {}
    }

    /** {@code expected}: the version it must be at; empty if any will do. */
    Outcome run(Principal caller, String policyId, OptionalInt expected) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var found = policies.find(caller.organisation(), policyId);
            if (found.isEmpty()) {
                return new Outcome.NotFound();
            }
            int current = found.get().version();
            if (expected.isPresent() && expected.getAsInt() != current) {
                return new Outcome.Stale(current);
            }
            var intent = journal.deletes(caller, found.get());
            if (policies.remove(caller.organisation(), found.get().ref())) {
                return new Outcome.Removed();
            }
            intent.refused("stale");
        }
        return new Outcome.Busy();
    }
}
