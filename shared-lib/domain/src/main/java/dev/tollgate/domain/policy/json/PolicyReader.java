package dev.tollgate.domain.policy.json;

import dev.tollgate.domain.policy.Effect;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicyStatus;
import dev.tollgate.domain.policy.condition.Condition;
import java.util.List;

/** Reads a policy from its root; the conditions have a reader of their own. */
final class PolicyReader {
    private static final int LONGEST_ID = 128;

    private PolicyReader() {}

    static Policy read(Node node) {
        Fields fields =
                node.fields(
                        "policy_id",
                        "name",
                        "description",
                        "effect",
                        "priority",
                        "status",
                        "conditions",
                        "obligations",
                        "version");
        String id =
                fields.required("policy_id")
                        .parsed(LONGEST_ID, Policy.ID_PATTERN, Policy::requireId);
        Effect effect = fields.required("effect").oneOf(List.of(Effect.values()), Effect::json);
        return new Policy(
                id,
                fields.optional("name").map(name -> name.text(Policy.LONGEST_NAME)).orElse(id),
                fields.optional("description").map(PolicyReader::description).orElse(""),
                effect,
                fields.optional("priority")
                        .map(priority -> priority.integer(0, Policy.MAX_PRIORITY))
                        .orElse(Policy.DEFAULT_PRIORITY),
                fields.optional("status")
                        .map(s -> s.oneOf(List.of(PolicyStatus.values()), PolicyStatus::json))
                        .orElse(PolicyStatus.ACTIVE),
                conditions(fields.required("conditions")),
                fields.optional("obligations")
                        .map(list -> ObligationReader.read(list, effect))
                        .orElse(List.of()),
                fields.optional("version").map(v -> v.integer(1, Integer.MAX_VALUE)).orElse(1));
    }

    /**
     * The one text that may be empty: a policy without a description reads back with an empty one.
     */
    private static String description(Node node) {
        return "".equals(node.value()) ? "" : node.text(Policy.LONGEST_DESCRIPTION);
    }

    /**
     * An empty list is accepted here and only here: it says that the policy is for every request.
     */
    private static List<Condition> conditions(Node node) {
        String accepted =
                "a list of at most "
                        + Policy.MAX_CONDITIONS
                        + " conditions, empty to match every request";
        return node.anyElements(accepted, Policy.MAX_CONDITIONS).stream()
                .map(ConditionReader::read)
                .toList();
    }
}
