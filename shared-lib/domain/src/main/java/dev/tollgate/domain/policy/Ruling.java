package dev.tollgate.domain.policy;

/** What an algorithm makes of a set of policies, before it is explained. */
sealed interface Ruling {
    record Allow(PolicyRef by) implements Ruling {}

    record Deny(Denial cause) implements Ruling {}
}
