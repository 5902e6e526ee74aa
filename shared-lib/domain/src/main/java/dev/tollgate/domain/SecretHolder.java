package dev.tollgate.domain;

/** Whose credentials the secret store keeps. */
public sealed interface SecretHolder permits AgentId, SubscriptionId {
    String value();
}
