package dev.tollgate.domain.policy.json;

import dev.tollgate.domain.policy.Effect;
import dev.tollgate.domain.policy.Obligation;
import dev.tollgate.domain.policy.Obligation.RequireApproval;
import dev.tollgate.domain.policy.Policy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the obligations of a policy. */
final class ObligationReader {
    private ObligationReader() {}

    static List<Obligation> read(Node list, Effect effect) {
        String accepted = "a list of at most " + Policy.MAX_OBLIGATIONS + " obligations";
        List<Node> obligations = list.anyElements(accepted, Policy.MAX_OBLIGATIONS);
        if (effect == Effect.DENY && !obligations.isEmpty()) {
            throw list.refuse("none, since the policy denies; only what is allowed obliges");
        }
        return obligations.stream().map(ObligationReader::read).toList();
    }

    private static Obligation read(Node node) {
        Fields fields = node.fields("type", "quorum", "roles");
        fields.required("type").oneOf(List.of(RequireApproval.TYPE), Function.identity());
        return new RequireApproval(
                fields.optional("quorum")
                        .map(quorum -> quorum.integer(1, RequireApproval.MOST))
                        .orElse(1),
                fields.optional("roles").map(ObligationReader::roles).orElse(Set.of()));
    }

    private static Set<String> roles(Node list) {
        List<String> choices = List.copyOf(new TreeSet<>(RequireApproval.DECIDERS));
        return list.elements("roles").stream()
                .map(role -> role.oneOf(choices, Function.identity()))
                .collect(Collectors.toSet());
    }
}
