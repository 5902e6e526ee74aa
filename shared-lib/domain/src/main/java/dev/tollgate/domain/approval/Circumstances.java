package dev.tollgate.domain.approval;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.policy.Obliged;
import dev.tollgate.domain.redaction.Sensitive;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * What is known of a call when it is asked whether people have to agree to it. What costs something
 * to find out is found out only if a rule asks for it.
 *
 * @param agentRequires whether its agent's settings say so
 * @param cost that is expected
 * @param obligations of the policies that allow it
 * @param isFirst whether its agent was never called before
 * @param callsInLastMinute of its agent, this one among them
 * @param payload which of the kinds that are asked for are in what is sent
 */
public record Circumstances(
        boolean agentRequires,
        Money cost,
        String environment,
        List<Obliged> obligations,
        BooleanSupplier isFirst,
        IntSupplier callsInLastMinute,
        UnaryOperator<Set<Sensitive>> payload) {
    public Circumstances {
        obligations = List.copyOf(obligations);
    }
}
