package dev.tollgate.domain.policy;

import java.util.Optional;

/** Whether a request may go on, and why. */
public sealed interface Decision {
    Explanation explanation();

    /** The policy that decided; empty where none matched. */
    Optional<PolicyRef> by();

    record Allowed(PolicyRef policy, Explanation explanation) implements Decision {
        @Override
        public Optional<PolicyRef> by() {
            return Optional.of(policy);
        }
    }

    record Denied(Denial cause, Explanation explanation) implements Decision {
        @Override
        public Optional<PolicyRef> by() {
            return cause.by();
        }
    }
}
