package dev.tollgate.domain.policy;

/**
 * What happens to a request when the evaluation of a policy fails: a value cannot be compared with
 * what the policy asks, or the evaluator itself breaks. A fact that is merely missing is no
 * failure; see {@link PolicySet}.
 */
public enum FailMode {
    /** The request is denied, whatever the other policies say. */
    CLOSED,
    /**
     * One failing policy does not stop the others: an allow that fails does not match. A deny that
     * fails still counts as matching, because what makes it fail is usually a value the caller
     * chose; were it to lapse, sending the amount as a text would switch off a limit on amounts. So
     * this mode never admits what the failing policy might have denied.
     */
    OPEN
}
