package dev.tollgate.domain.outbound;

import dev.tollgate.domain.Money;

/** What an agent's answer says the call cost. */
public sealed interface DeclaredCost {
    /** Rounded half up to a whole micro-USD. */
    record Declared(Money cost) implements DeclaredCost {}

    /** Nothing usable; the agent's {@code cost_per_execution} holds. */
    record Absent(String reason) implements DeclaredCost {}
}
