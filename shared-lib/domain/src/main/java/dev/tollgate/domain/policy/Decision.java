package dev.tollgate.domain.policy;

import java.util.List;
import java.util.Optional;

/** Whether a request may go on, and why. */
public sealed interface Decision {
    Explanation explanation();

    /** The policy that decided; empty where none matched. */
    Optional<PolicyRef> by();

    /**
     * It may, with what it is obliged to.
     *
     * @param policy the first that allows
     * @param obligations without which it is not allowed; see {@link PolicySet} for whose
     */
    record Allowed(PolicyRef policy, List<Obliged> obligations, Explanation explanation)
            implements Decision {
        public Allowed {
            obligations = List.copyOf(obligations);
        }

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
