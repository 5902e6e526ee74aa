package dev.tollgate.governance;

import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.policy.LintWarning;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policy;
import java.util.List;
import java.util.OptionalInt;

/** Puts a policy in the place of the one with its id. */
final class ReplacePolicy {
    /** Whoever names no version goes on when others were faster, but not forever. */
    private static final int ATTEMPTS = 10;

    private final Policies policies;
    private final Lint lint;
    private final Journal journal;

    ReplacePolicy(Policies policies, Lint lint, Journal journal) {
        this.policies = policies;
        this.lint = lint;
        this.journal = journal;
    }

    sealed interface Outcome {
        record Replaced(Policy policy, List<LintWarning> warnings) implements Outcome {}

        record NotFound() implements Outcome {}

        /** It is at this version, which is not the one that was asked for. */
        record Stale(int version) implements Outcome {}

        /** Others change it all the time. */
        record Busy() implements Outcome {}
    }

    /** {@code expected}: the version it must be at; empty if any will do. */
    Outcome run(Principal caller, Policy wish, OptionalInt expected) {
        var organisation = caller.organisation();
        var warnings = lint.of(organisation, wish);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var found = policies.find(organisation, wish.policyId());
            if (found.isEmpty()) {
                return new Outcome.NotFound();
            }
            int current = found.get().version();
            if (expected.isPresent() && expected.getAsInt() != current) {
                return new Outcome.Stale(current);
            }
            if (wish.withVersion(current).equals(found.get())) {
                return new Outcome.Replaced(found.get(), warnings);
            }
            var next = wish.withVersion(current + 1);
            var intent = journal.replaces(caller, next);
            if (policies.replace(organisation, next)) {
                return new Outcome.Replaced(next, warnings);
            }
            intent.refused("stale");
        }
        return new Outcome.Busy();
    }
}
