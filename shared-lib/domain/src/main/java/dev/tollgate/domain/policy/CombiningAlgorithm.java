package dev.tollgate.domain.policy;

/** How policies that disagree combine into one decision. Where none matches, the answer is deny. */
public enum CombiningAlgorithm {
    /** Any deny wins. */
    DENY_OVERRIDES,
    /** Any allow wins. */
    ALLOW_OVERRIDES,
    /** The first match wins: lowest priority number, then policy id. */
    FIRST_APPLICABLE
}
