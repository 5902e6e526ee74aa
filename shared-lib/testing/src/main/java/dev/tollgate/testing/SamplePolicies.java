package dev.tollgate.testing;

import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicyStatus;
import dev.tollgate.domain.policy.json.PolicyJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Policies for tests. */
public final class SamplePolicies {
    private SamplePolicies() {}

    /** An active policy at version 1 that allows every request. */
    public static Policy allowAll(String policyId) {
        return PolicyJson.parse(
                Map.of("policy_id", policyId, "effect", "allow", "conditions", List.of()));
    }

    /** A shadow policy at version 1 with a condition of every type, and every field set. */
    public static Policy everything(String policyId) {
        return PolicyJson.parse(
                        Map.of(
                                "policy_id",
                                policyId,
                                "name",
                                "Everything – at once",
                                "description",
                                "",
                                "effect",
                                "deny",
                                "priority",
                                7,
                                "conditions",
                                conditions()))
                .withStatus(PolicyStatus.SHADOW);
    }

    private static List<Map<String, Object>> conditions() {
        return List.of(
                Map.of(
                        "type",
                        "environment",
                        "environments",
                        List.of("production"),
                        "negate",
                        true),
                Map.of("type", "provider", "providers", List.of("copilot_studio", "slack")),
                Map.of("type", "time_window", "business_hours", businessHours()),
                Map.of(
                        "type",
                        "location",
                        "countries",
                        List.of("US"),
                        "cidrs",
                        List.of("10.0.0.0/8")),
                Map.of("type", "tags", "any", List.of("eu"), "all", List.of("a", "b")),
                Map.of("type", "cost", "estimated_above", new BigDecimal("0.000001")),
                Map.of(
                        "type",
                        "attribute",
                        "all",
                        List.of(
                                Map.of("field", "context.amount", "op", "gt", "value", 1.5),
                                Map.of("field", "metadata.kind", "op", "in", "value", mixed()))));
    }

    private static Map<String, Object> businessHours() {
        return Map.of(
                "days",
                List.of("monday", "friday"),
                "start_time",
                "22:00",
                "end_time",
                "06:30",
                "timezone",
                "Europe/Berlin");
    }

    private static List<Object> mixed() {
        return List.of("text", true, new BigDecimal("12345678901234567890.123456789"));
    }
}
