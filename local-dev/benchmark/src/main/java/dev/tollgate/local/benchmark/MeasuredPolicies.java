package dev.tollgate.local.benchmark;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.policy.CombiningAlgorithm;
import dev.tollgate.domain.policy.Decision;
import dev.tollgate.domain.policy.FailMode;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicySet;
import dev.tollgate.domain.policy.condition.Origin;
import dev.tollgate.domain.policy.condition.PolicyRequest;
import dev.tollgate.domain.policy.json.PolicyJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** One decision on policies that are compiled already, as in a warm function. */
final class MeasuredPolicies {
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(2);
    private static final Map<String, Object> BUSINESS_HOURS =
            Map.of(
                    "type",
                    "time_window",
                    "business_hours",
                    Map.of(
                            "days",
                            List.of("monday", "tuesday", "wednesday", "thursday", "friday"),
                            "start_time",
                            "09:00",
                            "end_time",
                            "17:00",
                            "timezone",
                            "America/New_York"));

    private MeasuredPolicies() {}

    /**
     * The first allows every call. The others deny, and never match a usual call: one in five is
     * ruled out by its environment at once, of the rest all conditions but the last hold.
     */
    static List<Policy> mixed(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        PolicyJson.parse(
                                Map.of(
                                        "policy_id",
                                        "policy-" + i,
                                        "effect",
                                        i == 0 ? "allow" : "deny",
                                        "conditions",
                                        i == 0 ? List.of() : conditions(i))))
                .toList();
    }

    private static List<Map<String, Object>> conditions(int i) {
        return switch (i % 5) {
            case 0 -> List.of(one("environment", "environments", List.of("staging")));
            case 1 ->
                    List.of(
                            one("environment", "environments", List.of("production")),
                            BUSINESS_HOURS,
                            one("cost", "estimated_above", 100 + i));
            case 2 ->
                    List.of(
                            Map.of(
                                    "type",
                                    "location",
                                    "cidrs",
                                    List.of("192.0.2.0/24", "2001:db8::/32", "10.0.0.0/8"),
                                    "negate",
                                    true));
            case 3 ->
                    List.of(
                            one("tags", "any", List.of("billing", "pii")),
                            Map.of(
                                    "type",
                                    "attribute",
                                    "field",
                                    "context.amount",
                                    "op",
                                    "gt",
                                    "value",
                                    1000 + i));
            default ->
                    List.of(
                            one("provider", "providers", List.of("custom_http", "slack")),
                            one("tags", "all", List.of("billing", "frozen-" + i)));
        };
    }

    private static Map<String, Object> one(String type, String field, Object value) {
        return Map.of("type", type, field, value);
    }

    static void print(Extent extent) {
        System.out.println(
                "policy decision, one thread; one policy in five is ruled out by the index");
        System.out.println("policies  per second   p50 us   p95 us   p99 us   max us");
        for (int count : new int[] {1, 10, 100}) {
            var policies =
                    PolicySet.compile(
                            mixed(count), CombiningAlgorithm.DENY_OVERRIDES, FailMode.CLOSED);
            var call = call();
            Load.of(1, extent.of(WARM_UP), () -> decide(policies, call));
            var load = Load.of(1, extent.of(MEASURED), () -> decide(policies, call));
            System.out.printf(
                    "%8d  %10.0f  %7.2f  %7.2f  %7.2f  %7.1f%n",
                    count,
                    load.perSecond(),
                    load.micros(50),
                    load.micros(95),
                    load.micros(99),
                    load.micros(100));
        }
        System.out.println(
                "Limited by one core: it is pure computation. The maximum is a pause of the JVM or"
                        + " of the machine.");
    }

    private static long decide(PolicySet policies, PolicyRequest call) {
        long start = System.nanoTime();
        var decision = policies.decide(call);
        long took = System.nanoTime() - start;
        if (!(decision instanceof Decision.Allowed)) {
            throw new IllegalStateException("not allowed: " + decision.explanation());
        }
        return took;
    }

    private static PolicyRequest call() {
        return new PolicyRequest(
                new PolicyRequest.Target(
                        "agt_00000000000000000000000000",
                        "custom_http",
                        "production",
                        Set.of("billing", "support")),
                new PolicyRequest.Caller(
                        "key_1", Optional.of("user@example.com"), Set.of(), Set.of("payments")),
                new Origin(Optional.of("US"), Optional.of("192.0.2.7")),
                Money.usd("0.05"),
                Instant.parse("2026-03-04T15:00:00Z"),
                Map.of("context", Map.of("amount", 7)));
    }
}
