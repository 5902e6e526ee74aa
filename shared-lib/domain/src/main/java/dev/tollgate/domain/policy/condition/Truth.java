package dev.tollgate.domain.policy.condition;

/**
 * The answer to a condition. A missing fact leaves it {@link #UNDECIDED}; a fact that cannot be
 * compared with what the policy asks makes it {@link #FAILED}. Together these are XACML's
 * Indeterminate (<a
 * href="https://docs.oasis-open.org/xacml/3.0/xacml-3.0-core-spec-os-en.html">XACML 3.0</a>,
 * section 7), kept apart because only a failure is subject to the fail mode. And, or and not are
 * Kleene's, so the order of conditions never matters: one false condition settles a conjunction
 * whatever is unknown about the others.
 */
public enum Truth {
    TRUE,
    FALSE,
    UNDECIDED,
    FAILED;

    public static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    public Truth and(Truth other) {
        return either(other, FALSE, TRUE);
    }

    public Truth or(Truth other) {
        return either(other, TRUE, FALSE);
    }

    public Truth negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNDECIDED, FAILED -> this;
        };
    }

    private Truth either(Truth other, Truth dominant, Truth neutral) {
        if (this == dominant || other == dominant) {
            return dominant;
        }
        if (this == FAILED || other == FAILED) {
            return FAILED;
        }
        return this == neutral ? other : this;
    }
}
