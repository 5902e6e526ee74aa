package dev.tollgate.governance;

import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.policy.LintWarning;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policies.Added;
import dev.tollgate.domain.policy.Policy;
import java.util.List;

/** Adds a policy to those of the caller's organisation. */
final class CreatePolicy {
    private final Policies policies;
    private final Lint lint;
    private final Journal journal;

    CreatePolicy(Policies policies, Lint lint, Journal journal) {
        this.policies = policies;
        this.lint = lint;
        this.journal = journal;
    }

    sealed interface Outcome {
        record Created(Policy policy, List<LintWarning> warnings) implements Outcome {}

        record IdTaken() implements Outcome {}

        record Full() implements Outcome {}
    }

    Outcome run(Principal caller, Policy wish) {
        // Before the write, so that nothing fails after it that did not have to.
        var warnings = lint.of(caller.organisation(), wish);
        var intent = journal.creates(caller, wish);
        return switch (policies.add(caller.organisation(), wish)) {
            case Added.Done(var policy) -> new Outcome.Created(policy, warnings);
            case Added.IdTaken() -> {
                intent.refused("id_taken");
                yield new Outcome.IdTaken();
            }
            case Added.Full() -> {
                intent.refused("full");
                yield new Outcome.Full();
            }
        };
    }
}
