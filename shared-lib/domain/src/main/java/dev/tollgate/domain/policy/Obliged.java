package dev.tollgate.domain.policy;

/** An obligation, and the policy it comes from. */
public record Obliged(PolicyRef by, Obligation obligation) {}
