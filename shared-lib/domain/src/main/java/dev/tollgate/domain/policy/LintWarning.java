package dev.tollgate.domain.policy;

/**
 * Something about a policy that is legal and probably not meant.
 *
 * @param code stable, for programs
 * @param message one sentence for people
 */
public record LintWarning(String policyId, Code code, String message) {
    /** What kind of mistake is suspected. */
    public enum Code {
        NEVER_MATCHES,
        OPPOSITE_OF_NAME,
        SHADOWED,
        DENIES_EVERYTHING
    }
}
