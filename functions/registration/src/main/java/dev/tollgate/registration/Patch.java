package dev.tollgate.registration;

import dev.tollgate.domain.agent.AgentStatus;

/**
 * An agent as it is to be after a change: all settings, given or kept, and what is new of the
 * secret.
 */
record Patch(Settings settings, SecretFields secret, AgentStatus status) {}
