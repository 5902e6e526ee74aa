package dev.tollgate.local.openapi;

import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The schemas of all areas, by name. */
final class Schemas {
    private Schemas() {}

    static Map<String, Object> of(Collection<Refusal> refusals) {
        var trees = new TreeMap<String, Object>();
        for (var schemas :
                List.of(
                        HealthOperations.schemas(),
                        SessionOperations.schemas(),
                        UserOperations.schemas(),
                        KeyOperations.schemas(),
                        AgentOperations.schemas(),
                        WebhookOperations.schemas(),
                        InvocationOperations.schemas(),
                        Outcomes.schemas(),
                        DeliveryOperations.schemas(),
                        ApprovalOperations.schemas(),
                        ApprovalRuleOperations.schemas(),
                        KillSwitchOperations.schemas(),
                        AuditOperations.schemas(),
                        PolicyOperations.schemas(),
                        LimitOperations.schemas(),
                        MetricsOperations.schemas())) {
            schemas.forEach((name, schema) -> put(trees, name, schema));
        }
        put(trees, "Problem", Refusal.problem());
        refusals.forEach(refusal -> put(trees, refusal.name(), refusal.schema()));
        return trees;
    }

    private static void put(Map<String, Object> trees, String name, Schema schema) {
        if (trees.put(name, schema.keywords()) != null) {
            throw new IllegalStateException("two schemas are called " + name);
        }
    }
}
