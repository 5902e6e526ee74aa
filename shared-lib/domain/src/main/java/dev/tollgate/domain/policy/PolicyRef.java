package dev.tollgate.domain.policy;

/** The exact policy a decision came from. */
public record PolicyRef(String policyId, int version) {
    @Override
    public String toString() {
        return policyId + " (version " + version + ")";
    }
}
