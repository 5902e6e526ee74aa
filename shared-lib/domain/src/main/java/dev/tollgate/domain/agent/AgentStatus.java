package dev.tollgate.domain.agent;

/** ACTIVE ↔ SUSPENDED → DELETED; the last is final. */
public enum AgentStatus {
    ACTIVE,
    SUSPENDED,
    DELETED
}
